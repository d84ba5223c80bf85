"""Sentences about a figure that is missing, old or unsure: why, since when, how many, which part."""

from components import formats, labels, words_check, words_ended
from components.formats import NOTHING
from components.labels import figures
from components.labels import gaps as said
from components.labels.states import LEVEL
from core.domain.area import Level
from core.domain.figure import Absence, Figure, Gap
from core.domain.indicator import Frequency, Kind
from core.reasons import Reason, explain

CONTRADICTED = figures.OTHER_SOURCE_DIFFERS
MOST_NAMES = 3  # parts that are named; the others are counted


def why_nothing(figure: Figure) -> str:
    """Return why there is no figure with its numbers and dates; "" when there is one."""
    why, gap = figure.absence, figure.gap or Gap()
    if why is None:
        return ""
    return _WORDS[why](figure, gap) or labels.ABSENCE[why]


def _not_due(figure: Figure, _gap: Gap) -> str:
    return said.NO_EVENT if figure.indicator.frequency is Frequency.EVENT else said.NEVER_ASKED


def _not_reported(_figure: Figure, gap: Gap) -> str:
    if gap.first is not None:
        return said.BEGINS_LATER.format(period=formats.period(gap.first, short=True))
    if gap.period is None or gap.due_on is None:
        return ""
    return said.NOT_REPORTED.format(period=formats.period(gap.period, short=True), day=formats.day(gap.due_on))


def _rejected(_figure: Figure, gap: Gap) -> str:
    if not gap.rejected:
        return said.ALL_REJECTED
    sentence = explain(Reason(gap.reason)).sentence.rstrip(".")
    reason = f"{sentence[:1].lower()}{sentence[1:]}"
    return said.REJECTED.format(count=formats.number(gap.rejected, 0), reason=reason)


def _down(_figure: Figure, gap: Gap) -> str:
    return said.DOWN_SINCE.format(moment=formats.moment(gap.since)) if gap.since else ""


def _part_missing(_figure: Figure, gap: Gap) -> str:
    if not gap.missing:
        return said.PARTS_APART if gap.parts else ""
    names = ", ".join(gap.missing[:MOST_NAMES])
    if len(gap.missing) > MOST_NAMES:
        names = said.AND_MORE.format(names=names, count=len(gap.missing) - MOST_NAMES)
    return said.PARTS_MISSING.format(missing=len(gap.missing), parts=gap.parts, names=names)


def _not_covered(figure: Figure, _gap: Gap) -> str:
    return said.NOT_COVERED.format(level=LEVEL[figure.area.level].lower())


def _returned(_figure: Figure, gap: Gap) -> str:
    return words_check.returned(gap.returned) if gap.returned else ""


def _too_old(figure: Figure, _gap: Gap) -> str:
    return said.TOO_OLD.format(period=formats.period(figure.period, short=True))


_WORDS = {
    Absence.NOT_DUE: _not_due,
    Absence.NOT_REPORTED: _not_reported,
    Absence.REJECTED: _rejected,
    Absence.SOURCE_DOWN: _down,
    Absence.PART_MISSING: _part_missing,
    Absence.NOT_IN_FORCE: lambda figure, _gap: words_ended.not_in_force(figure),
    Absence.NOT_COVERED: _not_covered,
    Absence.NO_SOURCE: lambda _figure, _gap: "",
    Absence.RETURNED: _returned,
    Absence.TOO_OLD: _too_old,
}


def no_target(figure: Figure) -> str:
    """Return why a figure is held against nothing: "hanya informasi", "belum ada target"."""
    if figure.indicator.kind is Kind.INFORMATION:
        return said.NOTHING_TO_REACH
    return said.NO_TARGET if figure.value is not None or figure.area.level is Level.REGENCY else NOTHING


def measured(figure: Figure) -> str:
    """Return the value with its unit and its flags in words: "12,3 % (sementara)"."""
    value = formats.measured(figure.value, figure.indicator)
    return f"{value} ({flags(figure.flag)})" if figure.value is not None and figure.flag else value


def flags(flag: str) -> str:
    """Return flags in words: "sementara, taksiran"; "" for none."""
    return ", ".join(labels.FLAG.get(letter, letter) for letter in flag)
