"""Draws where stored rows stood, from the raw answers that were kept; says why where that cannot be done.

Rows that stand in one sheet or table are drawn together: a sum of 144 desa is one picture with 144 marks, and its file
is read once. The records of points that were counted are drawn in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from core.collect.contract import Source
from core.collect.raw import RawStore
from core.domain.lineage import Excerpt, Fact, KeptFile, NoPicture, Picture, Point, Points, Step
from core.domain.lineage_place import Place, parse_place
from core.store.excerpts import excerpts

TOGETHER = 128 * 1024 * 1024  # bytes of raw answers that are read for one page; the first one is always read

_Group = tuple[str, int, int, tuple[KeptFile, ...], object]  # source, page, answer, files, what holds the places
Shown = TypeVar("Shown", Step, Point)


class _Drawn(NamedTuple, Generic[Shown]):
    """What lies in one sheet, table or record."""

    shown: tuple[Shown, ...]
    excerpt: Excerpt | None
    why: NoPicture | None
    file: KeptFile | None


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
        group = _group(fact.provenance.source_id, fact.files, place, fact.provenance.place)
        groups.setdefault(group, {}).setdefault(place, []).append(step)
    return tuple(Picture(*one) for one in _of_groups(raw, sources, groups))


def point_pictures(raw: RawStore, source: Source, found: Points) -> tuple[Picture, ...]:
    """Return where the records of points stood, drawn as values are.

    Args:
        raw: The kept answers.
        source: Of the points.
        found: One page of them.
    """
    groups: dict[_Group, dict[Place | None, list[Point]]] = {}
    for point in found.points:
        place = parse_place(point.place)
        group = _group(found.provenance.source_id, found.files, place, "")
        groups.setdefault(group, {}).setdefault(place, []).append(point)
    drawn = _of_groups(raw, {found.provenance.source_id: source}, groups)
    return tuple(Picture(found.steps, one.excerpt, one.why, one.file, one.shown) for one in drawn)


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


def _group(source_id: str, files: tuple[KeptFile, ...], place: Place | None, text: str) -> _Group:
    if place is None:  # what has no picture stands alone
        return source_id, 1, 0, files, text
    return source_id, place.page, place.answer, files, (place.sheet, bool(place.pointer))


def _of_groups(
    raw: RawStore, sources: Mapping[str, Source], groups: Mapping[_Group, Mapping[Place | None, Sequence[Shown]]]
) -> list[_Drawn[Shown]]:
    found: list[_Drawn[Shown]] = []
    read: set[KeptFile] = set()
    for group, places in groups.items():
        read |= set(group[3])
        if found and sum(file.size for file in read) > TOGETHER:
            found.append(_Drawn(_all(places), None, NoPicture.TOO_MUCH, group[3][0]))
        else:
            found += _of_group(raw, sources[group[0]], places, group[3], answer=group[2])
    return found


def _of_group(
    raw: RawStore,
    source: Source,
    places: Mapping[Place | None, Sequence[Shown]],
    files: Sequence[KeptFile],
    *,
    answer: int,
) -> list[_Drawn[Shown]]:
    """Return the pictures of places that one sheet, table or answer holds.

    The page of a place counts the answers in which it leads somewhere: other answers of a run (a list of
    resources, a count) carry no records. A place that names its answer is looked for in that one alone.
    """
    wanted = [place for place in places if place is not None]
    if not files or not wanted:
        return [_Drawn(_all(places), None, _why_none(places, files), files[0] if files else None)]
    found: list[_Drawn[Shown]] = []
    why, times = NoPicture.NOT_FOUND, dict.fromkeys(wanted, 0)
    for file in files[answer - 1 : answer] if answer else files:
        drawn, fault = excerpts(raw, source, file, wanted)
        why = fault or why
        here = [place for one in drawn for place in one.places]
        for place in here:
            times[place] += 1
        kept = {place: None for place in here if times[place] == place.page}
        if len(kept) < len(here):
            drawn = excerpts(raw, source, file, tuple(kept))[0] if kept else ()
        found += [_Drawn(_of(one.places, places), one, None, file) for one in drawn]
        wanted = [place for place in wanted if place not in kept]
        if not wanted:
            return found
    found.append(_Drawn(_of(wanted, places), None, why, files[0]))
    return found


def _why_none(places: Mapping[Place | None, Sequence[Shown]], files: Sequence[KeptFile]) -> NoPicture:
    if not files:
        return NoPicture.NO_FILE
    unnoted = any(isinstance(one, Point) and not one.place for shown in places.values() for one in shown)
    return NoPicture.NOT_NOTED if unnoted else NoPicture.NOT_FOUND


def _of(some: Iterable[Place], places: Mapping[Place | None, Sequence[Shown]]) -> tuple[Shown, ...]:
    return tuple(one for place in some for one in places[place])


def _all(places: Mapping[Place | None, Sequence[Shown]]) -> tuple[Shown, ...]:
    return tuple(one for shown in places.values() for one in shown)
