"""The chain of a figure: a sentence with its numbers, then its parts down to stored rows, files and places."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, labels, words_check
from components.data_table import data_table
from components.labels import origin as said
from components.labels import verification
from components.marks import simulated_tag
from components.markup import to_html
from core.domain.formula import name_of
from core.domain.indicator import Kind
from core.domain.lineage import Fact, KeptFile, Making, Step
from core.domain.lineage_place import parse_place

TERMS = 12  # summands that are written out
_DIGITS = 12  # significant ones: what is written out is what was reckoned with
_SIGNS = (("**", " pangkat "), ("*", " × "), ("/", " ÷ "), ("+", " + "), ("-", " - "))


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that keep what the page shows: of a page by its path, and of the place of a stored row."""

    page: Callable[[str], str]
    place: Callable[[Step, Fact], str]


def origin_head(step: Step) -> Component:
    """Return the value with its name, area and period, and how it was made, with its numbers."""
    where = said.WHERE_WHEN.format(area=formats.area(step.area), period=formats.period(step.period))
    return html.Div(
        [
            html.H1([said.OF.format(name=step.indicator.name), simulated_tag(shown=step.simulated)]),
            html.P([html.Span(formats.measured(step.value, step.indicator), className="big"), " ", where]),
            html.H2(said.HOW),
            html.P(how_made(step), className="formula made"),
            html.P(said.CUMULATIVE) if step.indicator.kind is Kind.CUMULATIVE else None,
        ],
        className="origin-head",
    )


def how_made(step: Step) -> str:
    """Return "dihitung: LH-C ÷ LH-A × 100 = 2.639,1 ÷ 4.360,9 × 100 = 60,52 %"."""
    match step.making:
        case Making.REPORTED if layer := _layer(step):
            value = formats.measured(step.value, step.indicator)
            source = step.fact.provenance.source_title if step.fact else formats.NOTHING
            return said.COUNTED.format(layer=layer, source=source, value=value)
        case Making.REPORTED:
            return said.REPORTED.format(source=step.fact.provenance.source_title if step.fact else formats.NOTHING)
        case Making.FORMULA:
            names, numbers = _formula(step)
            value = formats.measured(step.value, step.indicator)
            return said.COMPUTED.format(formula=names, numbers=numbers, value=value)
        case Making.SUM:
            return said.SUMMED.format(
                count=_below(step), numbers=_terms(step.parts), value=formats.measured(step.value, step.indicator)
            )
        case Making.MISSING:
            return _why_missing(step)


def _layer(step: Step) -> str:
    """Return the layer whose points a reported value counts; "" where it counts none."""
    place = parse_place(step.fact.provenance.place) if step.fact else None
    return place.layer if place else ""


def origin_parts(step: Step, links: Links) -> list[Component]:
    """Return the parts: of a reported value its row, of others a table or what opens for each part."""
    if step.fact is not None:
        return [fact_list(step, step.fact, links)]
    if step.parts and all(part.fact is not None or not part.parts for part in step.parts):
        return [_table(step, links)]
    return [_branch(part, links, _name(part, step)) for part in step.parts]


def fact_list(step: Step, fact: Fact, links: Links) -> Component:
    """Return one stored row with its source, run, files and place."""
    flag = labels.FLAG.get(fact.flag, fact.flag)
    run = links.page(f"/sumber/{fact.provenance.source_id}")
    pairs: list[tuple[str, object]] = [
        (said.VALUE, formats.measured(step.value, step.indicator)),
        (said.WRITTEN, html.Code(fact.text)),
        (said.UNIT, step.indicator.unit),
        (said.FLAG, f"{fact.flag}: {flag}" if fact.flag else said.NO_FLAG),
        (said.REVISION, formats.number(fact.provenance.revision, 0) if fact.provenance.revision else said.FIRST),
        (said.SOURCE, source_of(fact, links)),
        (said.RUN, html.A(_run(fact, said.RUN_WHEN), href=run)),
        (said.FILE if len(fact.files) < 2 else said.FILES.format(count=len(fact.files)), kept_files(fact.files)),
        (said.PLACE, html.A(fact.provenance.place, href=links.place(step, fact), className="to-place")),
        (verification.FIELD, words_check.found(fact.provenance.found)),
        (said.NOTE, fact.note),
        (said.CITATION, _citation(fact)),
    ]
    return html.Dl(
        [part for name, value in pairs if value for part in (html.Dt(name), html.Dd(value))], className="facts"
    )


def where_and_value(step: Step, *, place: str, address: str) -> Component:
    """Return the value with area and period, and the place in the file where it stood."""
    where = said.WHERE_WHEN.format(area=formats.area(step.area), period=formats.period(step.period))
    at = said.AT.format(place=place, address=address) if address else place
    return html.P([html.B(formats.measured(step.value, step.indicator)), f" · {where} · ", html.Code(at)])


def revision_table(facts: Sequence[Fact], step: Step, links: Links) -> Component:
    """Return the other revisions of a figure, as they were stored, each place a link to its picture."""
    rows = [
        (
            formats.number(one.provenance.revision, 0),
            formats.measured(one.value, step.indicator),
            one.text,
            formats.moment(one.provenance.stored_at),
            formats.number(one.provenance.run_id, 0),
            html.A(one.provenance.place, href=links.place(step, one), className="to-place"),
        )
        for one in facts
    ]
    return data_table(said.REVISIONS_HEADS, rows, caption=said.REVISIONS, numeric=said.REVISIONS_NUMERIC)


def source_of(fact: Fact, links: Links) -> list[object]:
    """Return the source as a link, with the mark of a simulated one."""
    origin = fact.provenance
    link = html.A(origin.attribution or origin.source_title, href=links.page(f"/sumber/{origin.source_id}"))
    return [link, simulated_tag(shown=origin.simulated)]


def kept_files(files: Sequence[KeptFile]) -> list[object]:
    """Return the raw answers of a run, each with address, size, kind and sha256."""
    if not files:
        return [said.NO_FILES]
    return [
        html.Span(
            [
                one.address,
                html.Small(said.FILE_SIZE.format(size=formats.number(one.size, 0), media=one.media_type)),
                html.Small(html.Code(said.HASH.format(digest=one.sha256))),
            ],
            className="kept",
        )
        for one in files
    ]


def _branch(step: Step, links: Links, name: str) -> Component:
    short = {Making.SUM: said.SUM_SHORT.format(count=_below(step)), Making.FORMULA: said.FORMULA_SHORT}
    made = short.get(step.making, "" if step.fact else said.MISSING)
    head = [html.B(name), f" {formats.measured(step.value, step.indicator)} ", html.Small(made)]
    inner = [html.P(how_made(step), className="formula"), *origin_parts(step, links)]
    return html.Details([html.Summary(head), *inner], className="behind branch", open=True)


def _table(step: Step, links: Links) -> Component:
    sources: dict[tuple[str, int], Markup] = {}  # by run: a sum of 144 desa names the same one 144 times
    rows = [_row(part, links, _name(part, step), sources) for part in step.parts]
    return data_table(said.PARTS_HEADS, rows, caption=said.PARTS_TABLE, numeric=said.PARTS_NUMERIC)


def _row(part: Step, links: Links, name: str, sources: dict[tuple[str, int], Markup]) -> tuple[object, ...]:
    value, fact = formats.measured(part.value, part.indicator), part.fact
    if fact is None:
        return name, value, said.MISSING, "", ""
    origin = fact.provenance
    run = origin.source_id, origin.run_id
    if run not in sources:
        files = [html.Code(one.sha256[:12], title=said.HASH.format(digest=one.sha256)) for one in fact.files[:1]]
        sources[run] = to_html([*source_of(fact, links), html.Small([_run(fact, said.RUN_SHORT), " ", *files])])
    revision = html.Small(f"{said.REVISION.lower()} {origin.revision}") if origin.revision else None
    place = [html.A(origin.place, href=links.place(part, fact), className="to-place"), revision]
    return name, value, [fact.text, html.Small(fact.flag) if fact.flag else None], place, sources[run]


def _name(step: Step, whole: Step | None = None) -> str:
    """Return what a part is: of a sum the area, since the indicator is that of the whole."""
    if whole is not None and whole.indicator == step.indicator:
        return formats.area(step.area)
    return f"{step.indicator.name} ({step.indicator.code}), {formats.area(step.area)}"


def _run(fact: Fact, sentence: str) -> str:
    return sentence.format(run=fact.provenance.run_id, moment=formats.moment(fact.provenance.stored_at))


def _citation(fact: Fact) -> object:
    if fact.provenance.citation.startswith(("https://", "http://")):
        return html.A(
            fact.provenance.citation, href=fact.provenance.citation, target="_blank", rel="noopener noreferrer"
        )
    return fact.provenance.citation


def _below(step: Step) -> str:
    return f"{len(step.parts)} {said.UNDER[step.area.level.value]}"


def _terms(parts: Sequence[Step]) -> str:
    shown = [exact(part.value) for part in parts[:TERMS]]
    if len(parts) > TERMS:
        shown.append(said.MORE_TERMS.format(count=len(parts) - TERMS))
    return " + ".join(shown)


def _why_missing(step: Step) -> str:
    missing = ", ".join(_name(part, step) for part in step.parts if part.value is None)
    if not missing:
        return said.MISSING
    is_sum = step.parts[0].indicator == step.indicator
    formula = said.SUM_SHORT.format(count=_below(step)) if is_sum else _formula(step)[0]
    return said.INCOMPLETE.format(formula=formula, missing=missing)


def _formula(step: Step) -> tuple[str, str]:
    """Return the formula with the codes of its parts, and with their numbers."""
    codes = {name_of(part.indicator.code): part.indicator.code for part in step.parts}
    codes |= {name: said.CONSTANTS.get(name, name) for name, _ in step.constants}
    numbers = {name_of(part.indicator.code): exact(part.value) for part in step.parts}
    numbers |= {name: exact(value) for name, value in step.constants}
    return _written(step.indicator.formula, codes), _written(step.indicator.formula, numbers)


def _written(formula: str, words: dict[str, str]) -> str:
    """Return a formula for people: signs as they are taught, decimal comma, names replaced."""
    pieces = re.findall(r"[A-Za-z_][A-Za-z_0-9]*|\d+(?:\.\d+)?|\*\*|.", formula)
    signs = dict(_SIGNS)
    shown = [words.get(one) or signs.get(one) or (one.replace(".", ",") if one[0].isdigit() else one) for one in pieces]
    return re.sub(r" +", " ", "".join(shown)).strip()


def exact(value: float | None) -> str:
    """Return a number with all digits that matter, as Indonesia writes it: "2.639,1"; NOTHING for None."""
    if value is None:
        return formats.NOTHING
    text = f"{value:.{_DIGITS}g}"
    decimals = len(text.partition("e")[0].partition(".")[2]) if "e" not in text else 0
    return formats.number(float(text), min(decimals, _DIGITS))
