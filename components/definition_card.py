"""The definition card of an indicator: the fields of MS-Ind as texts, what is missing, and what changed when.

Source: Indicator metadata (MS-Ind) of Satu Data Indonesia, Peraturan BPS 5/2020: konsep, definisi, interpretasi,
metode, ukuran, satuan, klasifikasi penyajian, indikator and variabel pembangun, level estimasi, akses umum.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words
from components.labels import definitions as said
from core.domain.catalogue import Catalogue
from core.domain.formula import BUILT_IN, name_of, names
from core.domain.indicator import Indicator, Target, Weight

Fields = Mapping[str, str]  # head to text, in the order of the card; "" is not filled in
States = Sequence[tuple[datetime, Fields | None]]  # oldest first; None: the code was not there

_BEGINNING = date(2000, 1, 1)  # in the files: since the beginning of the data
_ASKED_FOR = (said.CONCEPT, said.MEASURE, said.PRESENTATION, said.ACCESS, said.REFERENCE)
_ALWAYS_SHOWN = (*_ASKED_FOR, said.OWNER, said.DEPUTY)


def card_fields(catalogue: Catalogue, code: str) -> dict[str, str]:
    """Return the fields of a card in their order, as texts; a variable has fewer of them filled."""
    one = catalogue.indicators[code]
    agency = catalogue.agencies.get(one.agency)
    indicators, variables = _parts(catalogue, one)
    return {
        said.CODE: one.code,
        said.NAME: one.name,
        said.CONCEPT: one.concept,
        said.DEFINITION: one.definition,
        said.INTERPRETATION: one.interpretation,
        said.METHOD: one.formula_text,
        said.EXPRESSION: one.formula,
        said.MEASURE: one.measure,
        said.UNIT: one.unit,
        said.PRESENTATION: one.presentation,
        said.COMPOSITE: said.YES if one.formula else said.NO,
        said.BUILT_OF_INDICATORS: ", ".join(indicators),
        said.BUILT_OF_VARIABLES: ", ".join(variables),
        said.LEVEL: one.finest.value,
        said.ACCESS: one.access,
        said.PRODUCER: agency.name if agency else one.agency,
        said.OWNER: one.owner,
        said.DEPUTY: one.deputy,
        said.REFERENCE: one.reference,
        said.ORIGIN: one.origin,
        said.OFTEN: labels.FREQUENCY[one.frequency],
        said.IN_FORCE: _in_force(one),
        said.SUCCESSOR: _successor(catalogue, one),
        said.DIRECTION: one.kind.value,
        said.LIMITS: _limits(one),
        said.TOLERANCE: f"{_plain(one.tolerance)} {formats.short_unit(one.unit)}".strip(),
        said.DIMENSIONS: _dimensions(catalogue, one),
        said.WEIGHTS: "; ".join(_weight(weight) for weight in catalogue.weights if weight.indicator == code),
        said.TARGETS: "; ".join(_target(target, one) for target in catalogue.targets if target.indicator == code),
        said.SDG: one.sdg,
        said.ISO: said.ISO_CHAPTER.format(number=one.iso37120) if one.iso37120 else "",
    }


def defects(fields: Fields) -> list[str]:
    """Return what a card lacks, the people first."""
    found = []
    if not fields[said.OWNER]:
        found.append(said.LACKS_OWNER)
    if not fields[said.DEPUTY]:
        found.append(said.LACKS_DEPUTY)
    empty = [head.lower() for head in _ASKED_FOR if not fields[head]]
    return [*found, said.LACKS.format(fields=", ".join(empty))] if empty else found


def definition_card(fields: Fields, *, is_variable: bool = False) -> Component:
    """Return the card; a field that ought to be filled and is not says so."""
    pairs = []
    for head, text in fields.items():
        if text:
            pairs.append((head, html.Dd(text)))
        elif head in _ALWAYS_SHOWN and not is_variable:
            missing = said.UNDECIDED if head == said.ACCESS else said.EMPTY
            pairs.append((head, html.Dd(html.Span(missing, className="late"))))
    return html.Dl(
        [part for head, shown in pairs for part in (html.Dt(head), shown)], className="facts definition-card"
    )


def card_history(states: States) -> Component:
    """Return what changed from state to state, newest first, old text struck through and new text underlined."""
    known = [one for one in states if one[1] is not None]
    if not known:
        return html.P(said.NO_HISTORY, className="empty")
    blocks: list[Component] = []
    for (_, before), (moment, after) in pairwise(states):
        shown = _changed(before, after)
        if shown:
            head = html.H3(said.CHANGED_AT.format(moment=formats.moment(moment)))
            blocks.append(html.Article([head, *shown], className="change"))
    first = formats.moment(known[0][0])
    if not blocks:
        return html.P(said.NEVER_CHANGED.format(moment=first), className="empty")
    return html.Div([*reversed(blocks), html.P(said.FIRST_KEPT.format(moment=first), className="summary")])


def changed_fields(before: Fields | None, after: Fields | None) -> list[str]:
    """Return the heads of the fields that differ between two states."""
    if before is None or after is None:
        return [] if before is after else [said.CODE]
    return [head for head in after if before.get(head, "") != after[head]]


def _changed(before: Fields | None, after: Fields | None) -> list[Component]:
    if before is None or after is None:
        return [] if before is after else [html.P(said.NEW_CODE if before is None else said.GONE_CODE)]
    heads = changed_fields(before, after)
    pairs = [part for head in heads for part in (html.Dt(head), html.Dd(_marked(before.get(head, ""), after[head])))]
    return [html.Dl(pairs, className="facts")] if pairs else []


def _marked(old: str, new: str) -> list[Component | str]:
    """Return the new text with what was taken out struck through and what came in underlined, word by word."""
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    shown: list[Component | str] = []
    for act, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            shown.append("".join(after[c:d]))
            continue
        if a < b:
            shown.append(html.Del("".join(before[a:b])))
        if c < d:
            shown.append(html.Ins("".join(after[c:d])))
    return shown


def _parts(catalogue: Catalogue, one: Indicator) -> tuple[list[str], list[str]]:
    """Return the indicators and the variables that a formula is built of."""
    needed = names(one.formula) - BUILT_IN if one.formula else frozenset()
    found = [other for other in catalogue.indicators.values() if name_of(other.code) in needed]
    shown = {True: [], False: []}  # type: dict[bool, list[str]]
    for other in found:
        shown[other.is_variable].append(f"{other.name} ({other.code})")
    return shown[False], shown[True]


def _limits(one: Indicator) -> str:
    low, high, unit = _plain(one.minimum), _plain(one.maximum), formats.short_unit(one.unit)
    if one.minimum is None and one.maximum is None:
        return ""
    if one.maximum is None:
        return said.AT_LEAST.format(low=low, unit=unit).strip()
    if one.minimum is None:
        return said.AT_MOST.format(high=high, unit=unit).strip()
    return said.FROM_TO.format(low=low, high=high, unit=unit).strip()


def _in_force(one: Indicator) -> str:
    """Return from when to when figures may speak; "" where neither end is known."""
    first = said.FROM.format(day=formats.day(one.valid_from)) if one.valid_from else ""
    last = said.UNTIL.format(day=formats.day(one.valid_to)) if one.valid_to else ""
    return " ".join(filter(None, (first, last)))


def _successor(catalogue: Catalogue, one: Indicator) -> str:
    after = catalogue.indicators.get(one.successor)
    return f"{after.name} ({after.code})" if after else ""


def _plain(value: float | None) -> str:
    if value is None:
        return formats.NOTHING
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return formats.number(value, decimals)


def _dimensions(catalogue: Catalogue, one: Indicator) -> str:
    form = said.PROPOSED if one.is_proposed else said.DECIDED
    found = [(frame, catalogue.dimensions.get(code)) for frame, code in one.dimensions]
    return "; ".join(
        form.format(dimension=dimension.name, frame=labels.FRAME.get(frame, frame))
        for frame, dimension in found
        if dimension
    )


def _weight(weight: Weight) -> str:
    since = said.ALWAYS if weight.valid_from <= _BEGINNING else formats.day(weight.valid_from)
    frame = labels.FRAME.get(weight.frame, weight.frame)
    return said.WEIGHT.format(frame=frame, weight=_plain(weight.weight), day=since)


def _target(target: Target, one: Indicator) -> str:
    value, checked = words.target_value(target, one), labels.VERIFICATION[target.verification]
    return said.TARGET.format(year=target.year, value=value, source=target.legal_source, checked=checked)
