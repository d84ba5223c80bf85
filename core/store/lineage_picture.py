"""Draws where stored rows stood, from the raw answers that were kept; says why where that cannot be done.

Rows that stand in one sheet or table are drawn together: a sum of 144 desa is one picture with 144 marks, and its file
is read once.
"""

from collections.abc import Iterable, Mapping, Sequence

from core.collect.contract import Source, draw_excerpts
from core.collect.raw import RawStore
from core.domain.lineage import Excerpt, Fact, KeptFile, NoPicture, Picture, Step
from core.domain.lineage_place import Place, parse_place
from core.errors import SourceError, StoreError
from core.store.memo import Memo

LARGEST = 16 * 1024 * 1024  # bytes of a raw answer that is read to draw a few rows of it
TOGETHER = 16 * 1024 * 1024  # bytes of raw answers that are read for one page; the first one is always read

_Drawn = tuple[tuple[Excerpt, ...], NoPicture | None]
_Group = tuple[str, int, tuple[KeptFile, ...], object]  # source, page of several answers, files, what holds the places
# What a kept file shows never changes, so it is drawn once; a file that was touched since is read and checked anew.
_drawn_before = Memo(128)


def pictures(raw: RawStore, sources: Mapping[str, Source], steps: Iterable[Step]) -> tuple[Picture, ...]:
    """Return where reported values stood: those of one sheet or table in one picture, in the order they come.

    Args:
        raw: The kept answers.
        sources: By id, of each of the values.
        steps: Reported values, each with its fact; one that comes twice is marked once.
    """
    groups: dict[_Group, dict[Place | None, list[Step]]] = {}
    for step, fact in _once(steps):
        place = parse_place(fact.provenance.place)
        groups.setdefault(_group(fact, place), {}).setdefault(place, []).append(step)
    found: list[Picture] = []
    read: set[KeptFile] = set()
    for group, places in groups.items():
        read |= set(group[2])
        too_much = bool(found) and sum(file.size for file in read) > TOGETHER
        found += _too_much(places, group[2]) if too_much else _of_group(raw, sources[group[0]], places, group[2])
    return tuple(found)


def _once(steps: Iterable[Step]) -> Iterable[tuple[Step, Fact]]:
    seen = set()
    for step in steps:
        if step.fact is None:
            continue
        origin = step.fact.provenance
        key = step.indicator.code, step.area.code, step.period.text, origin.source_id, origin.revision
        if key not in seen:
            seen.add(key)
            yield step, step.fact


def _group(fact: Fact, place: Place | None) -> _Group:
    holder: object = fact.provenance.place  # what has no picture stands alone
    if place is not None and not place.layer:
        holder = place.sheet, bool(place.pointer)
    return fact.provenance.source_id, place.page if place else 1, fact.files, holder


def _too_much(places: Mapping[Place | None, Sequence[Step]], files: Sequence[KeptFile]) -> list[Picture]:
    return [Picture(_all(places), None, NoPicture.TOO_MUCH, files[0] if files else None)]


def _of_group(
    raw: RawStore, source: Source, places: Mapping[Place | None, Sequence[Step]], files: Sequence[KeptFile]
) -> list[Picture]:
    """Return the pictures of places that one sheet, table or answer holds.

    The page of a place counts the answers in which it leads somewhere: other answers of a run (a list of
    resources, a count) carry no records.
    """
    wanted = [place for place in places if place is not None and not place.layer]
    if not files or not wanted:
        return [Picture(_all(places), None, _why_none(places, files), files[0] if files else None)]
    found: list[Picture] = []
    why, times = NoPicture.NOT_FOUND, dict.fromkeys(wanted, 0)
    for file in files:
        excerpts, fault = _excerpts(raw, source, file, wanted)
        why = fault or why
        here = [place for one in excerpts for place in one.places]
        for place in here:
            times[place] += 1
        kept = {place: None for place in here if times[place] == place.page}
        if len(kept) < len(here):
            excerpts = _excerpts(raw, source, file, tuple(kept))[0] if kept else ()
        found += [Picture(_of(one.places, places), one, None, file) for one in excerpts]
        wanted = [place for place in wanted if place not in kept]
        if not wanted:
            return found
    return [*found, Picture(_of(wanted, places), None, why, files[0])]


def _why_none(places: Mapping[Place | None, Sequence[Step]], files: Sequence[KeptFile]) -> NoPicture:
    if any(place is not None and place.layer for place in places):
        return NoPicture.COUNTED
    return NoPicture.NOT_FOUND if files else NoPicture.NO_FILE


def _of(some: Iterable[Place], places: Mapping[Place | None, Sequence[Step]]) -> tuple[Step, ...]:
    return tuple(step for place in some for step in places[place])


def _all(places: Mapping[Place | None, Sequence[Step]]) -> tuple[Step, ...]:
    return tuple(step for steps in places.values() for step in steps)


def _excerpts(raw: RawStore, source: Source, file: KeptFile, places: Sequence[Place]) -> _Drawn:
    path = raw.path(file.sha256)
    try:
        found = path.stat()
    except OSError:
        return (), NoPicture.FILE_GONE
    if found.st_size > LARGEST:  # looked at on the disk: what the database says may not be so any more
        return (), NoPicture.TOO_LARGE
    key = str(path), found.st_mtime_ns, found.st_size, source.id, tuple(places)
    drawn: _Drawn = _drawn_before.get(key, lambda: _read(raw, source, file, places))
    return drawn


def _read(raw: RawStore, source: Source, file: KeptFile, places: Sequence[Place]) -> _Drawn:
    try:
        return draw_excerpts(source, raw.read(file.sha256), places), None
    except StoreError:
        return (), NoPicture.DAMAGED
    except SourceError:
        return (), NoPicture.UNREADABLE
