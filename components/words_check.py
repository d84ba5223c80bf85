"""Sentences about what walidata found: of a stored value, and of a value that was returned."""

from components import formats
from components.labels import gaps, verification
from core.clock import in_city
from core.domain.verification import Judgement, Mark, Returned

MOST_WHY = 160  # characters of a reason beside a figure; all of it stands on /verifikasi and on the page of the office


def found(mark: Mark | None) -> str:
    """Return "diverifikasi Rina, 3 Okt 2026 10.00 WITA", that it was returned and why, or that nobody looked yet."""
    if mark is None:
        return verification.NOT_YET
    words = verification.RETURNED if mark.judgement is Judgement.RETURNED else verification.VERIFIED
    return words.format(who=mark.by, moment=formats.moment(mark.at), why=mark.reason)


def returned(one: Returned) -> str:
    """Return "dikembalikan ke DLH oleh Rina pada 3 Okt 2026: ...", the reason cut where it is long."""
    why = one.reason if len(one.reason) <= MOST_WHY else f"{one.reason[:MOST_WHY].rstrip()}…"
    day = formats.day(in_city(one.at))
    return gaps.RETURNED.format(agency=one.agency, who=one.by, day=day, why=why)


def returned_newer(one: Returned | None) -> str:
    """Return that the value of a newer period was returned; "" where none was."""
    if one is None:
        return ""
    return gaps.RETURNED_NEWER.format(period=formats.period(one.period, short=True), returned=returned(one))
