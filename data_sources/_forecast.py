"""BMKG's forecast: which places are asked, which time slots count, when they were issued."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from core.clock import in_city
from core.collect.contract import FAULT, Source
from core.errors import SourceChangedError, SourceRefusedError
from core.reasons import Reason
from data_sources._areas import VILLAGES, read_areas
from data_sources._http import Asker
from data_sources._pages import Pages, Records

PLACES = ("adm4", "desa", "kecamatan", "lon", "lat")
# What BMKG answers for a code that it does not have; any other refusal is meant for all codes.
UNKNOWN = frozenset({Reason.SOURCE_MOVED, Reason.SOURCE_ERROR})
HOPELESS = 3  # refused codes at the beginning after which nobody asks for the rest


def ask_forecasts(source: Source, asker: Asker, url: str) -> Pages:
    """Return one record a time slot and place; a code that BMKG refuses becomes one faulty record.

    Raises:
        SourceError: At the first answer that fails otherwise, or when every code was refused.
    """
    hours, pages, refused = _hours(source), Pages(source), 0
    codes = _codes(source)
    for number, code in enumerate(codes, 1):
        try:
            answer = asker.ask_json(url, {"adm4": code})
        except SourceRefusedError as error:
            refused += 1
            if error.reason not in UNKNOWN or refused == number >= min(HOPELESS, len(codes)):
                raise
            pages.add([(code, {"adm4": code, FAULT: error.reason.value})])
            continue
        pages.add([(f"{code}{place}", record) for place, record in _slots(source, answer, code, hours)])
    return pages


def listed(source: Source, value: Any, key: str) -> list[Any]:
    """Return the list under a key.

    Raises:
        SourceChangedError: If there is none.
    """
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise changed(source, f"there is no list {key!r}", expected=key)
    return found


def changed(source: Source, what: str, *, expected: str) -> SourceChangedError:
    """Return the error of an answer that is built otherwise than BMKG describes."""
    return SourceChangedError(
        source.id, f"{what}. Nothing was stored", reason=Reason.SCHEMA_MISMATCH, expected=expected
    )


def misconfigured(source: Source, message: str, *, found: object, expected: str) -> SourceRefusedError:
    """Return the error of an option that means nothing."""
    return SourceRefusedError(
        source.id,
        f"{message}. Correct [sources.{source.id}]",
        reason=Reason.SCHEMA_MISMATCH,
        found=str(found),
        expected=expected,
    )


def _codes(source: Source) -> list[str]:
    """Return the codes to ask for: those of `adm4`, or every desa and kelurahan of the file `areas`."""
    given, name = source.options.get("adm4"), source.options.get("areas")
    if bool(given) == bool(name):
        raise misconfigured(source, "either adm4 or areas says what to ask", found="", expected="adm4 / areas")
    if name:
        return [row["kode"] for row in read_areas(source, str(name)) if row["jenis"] in VILLAGES]
    return [str(code) for code in ([given] if isinstance(given, str) else given or [])]


def _hours(source: Source) -> float:
    """Return how far ahead slots are taken; without the option all are."""
    given = source.options.get("hours", math.inf)
    if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
        raise misconfigured(source, f"hours = {given!r} is no time span", found=given, expected="24")
    return float(given)


def _slots(source: Source, answer: Any, code: str, hours: float) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, entry in enumerate(listed(source, answer, "data")):
        place = {**(answer.get("lokasi") or {}), **(entry.get("lokasi") or {})}
        if str(place.get("adm4")) != code:
            raise changed(source, f"asked for {code}, the answer is for {str(place.get('adm4'))[:20]}", expected=code)
        named = {name: place.get(name) for name in PLACES}
        records = []
        for day, slots in enumerate(listed(source, entry, "cuaca")):
            if not isinstance(slots, list) or not all(isinstance(slot, dict) for slot in slots):
                raise changed(source, f"/data/{number}/cuaca/{day} is no list of time slots", expected="cuaca")
            pointer = f"/data/{number}/cuaca/{day}"
            records += [(f"{pointer}/{index}", {**slot, **named, **_times(slot)}) for index, slot in enumerate(slots)]
        yield from records if math.isinf(hours) else _ahead(source, records, hours)


def _ahead(source: Source, records: Records, hours: float) -> Records:
    """Return the slots of one place that begin within so many hours of the first one that is still a forecast.

    Not of the moment of issue: BMKG publishes hours after it and leaves out what has passed. Not of now either:
    the same answer means the same whenever it is read, and an answer that BMKG forgot to renew keeps its old day.
    """
    times = []
    for place, record in records:
        at, issued = _instant(record.get("utc_datetime")), _instant(record.get("analysis_date"))
        if at is None or issued is None:
            raise changed(
                source, f"{place} has no readable time or time of issue", expected="utc_datetime, analysis_date"
            )
        times.append((at, issued))
    first = min((at for at, issued in times if at >= issued), default=None)
    if first is None:
        return []
    until = first + timedelta(hours=hours)
    return [record for record, (at, _) in zip(records, times, strict=True) if first <= at < until]


def _times(slot: dict[str, Any]) -> dict[str, Any]:
    """Return the days in WITA and the hours between issue and slot; "" and None where a time cannot be read."""
    at, issued = _instant(slot.get("utc_datetime")), _instant(slot.get("analysis_date"))
    lead = (at - issued) / timedelta(hours=1) if at and issued else None
    return {"day_wita": _day(at), "issued_day_wita": _day(issued), "lead_hours": lead}


def _day(at: datetime | None) -> str:
    return in_city(at).date().isoformat() if at else ""


def _instant(text: Any) -> datetime | None:
    """Return a time of BMKG, which is UTC where it says nothing else."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
