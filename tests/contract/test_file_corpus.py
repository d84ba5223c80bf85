"""P6, P7: workbooks of OPD are read as a careful reader reads them; a damaged file is refused and does no more."""

import random
from datetime import date
from pathlib import Path

import pytest
from corpus import Case, cases

from core.catalogue import load_catalogue
from core.collect.checks import check
from core.collect.contract import Source
from core.collect.mapping import map_records
from core.errors import SourceError
from data_sources.csv_file import read_csv
from data_sources.excel_file import read_excel
from tests.collecting import accounted

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "catalogue")
READERS = {"csv_file": read_csv, "excel_file": read_excel}
TODAY = date(2026, 11, 22)
CASES = cases()
MUTATED = 500


def read(case: Case, content: bytes | None = None):
    source = Source("uji", "DLH", case.connector, options=case.options, reading=case.reading)
    records = READERS[case.connector](source, case.content if content is None else content)
    return check(map_records(records, source, CATALOGUE, today=TODAY), source, CATALOGUE, today=TODAY)


def test_there_are_enough_cases():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_careful_reader_takes_the_same(case):
    batch = read(case)
    found = batch.observations
    taken = {(area, period): value for area, period, value in zip(found.area, found.period, found.value, strict=True)}
    assert taken == pytest.approx(case.expected)
    assert {(one.place, one.reason.value) for one in batch.rejected} == case.refused
    assert batch.read == accounted(batch)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file cut, with bytes flipped, a piece doubled, or a piece of zeros."""
    kind = chance.randrange(4)
    at = chance.randrange(len(content))
    if kind == 0:
        return content[:at]
    if kind == 1:
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 3, 30])):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        return bytes(damaged)
    length = chance.randrange(1, 200)
    piece = content[at : at + length] if kind == 2 else bytes(length)
    return content[:at] + piece + content[at + (0 if kind == 2 else length) :]


def test_a_damaged_file_is_read_or_refused_and_nothing_else_happens():
    chance = random.Random(2026)
    refused = 0
    for number in range(MUTATED):
        case = CASES[number % len(CASES)]
        try:
            read(case, mutated(case.content, chance))
        except SourceError as error:
            refused += 1
            assert error.reason
    assert refused > MUTATED // 4
