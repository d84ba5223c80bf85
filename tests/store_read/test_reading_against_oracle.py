"""The newest value as of a period, against an oracle that looks through all rows each time."""

import random
from datetime import date, timedelta

from reading import NOON, NORTH, REGENCY, SOUTH, catalogue, config, indicator, model, run, source, view

from core.domain.indicator import Frequency
from core.domain.period import parse_period, period_of
from core.store.figures import figure

CHECKS = 10_000
FREQUENCIES = {
    "D": Frequency.DAILY,
    "W": Frequency.WEEKLY,
    "M": Frequency.MONTHLY,
    "Q": Frequency.QUARTERLY,
    "Y": Frequency.YEARLY,
}
SOURCES = {"first": 10, "second": 20, "third": 20}


def test_ten_thousand_random_questions_get_the_oracle_s_answer(store):
    chance = random.Random(6401)
    rows = _random_rows(chance)
    for name, revision in sorted({(row[0], row[1]) for row in rows}, key=lambda one: one[1]):
        batch = [row[2:] for row in rows if row[:2] == (name, revision)]
        run(store, name, *batch, now=NOON + timedelta(minutes=revision))
    indicators = [indicator(code, frequency=one, additive=False) for code, one in FREQUENCIES.items()]
    settled = config(*(source(name, *FREQUENCIES, rank=rank) for name, rank in SOURCES.items()))
    current = model(store, catalogue(*indicators), settled).current()
    told = {}
    for name, revision, code, place, text, number in rows:
        told.setdefault((code, place), []).append((name, revision, parse_period(text), number))
    wrong = []
    for _ in range(CHECKS):
        code, place = chance.choice("DWMQY"), chance.choice((REGENCY, NORTH, SOUTH))
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(1000))
        asked = period_of(day, chance.choice(tuple(FREQUENCIES.values())))
        seen = figure(current, code, place, view(asked.text, place, today=date(2027, 12, 31)))
        found = None if seen.period is None else (seen.period.text, seen.value)
        if found != (expected := _oracle(told.get((code, place), ()), code, asked.end)):
            wrong.append((code, place, asked.text, found, expected))
    assert wrong == []


def _random_rows(chance):
    """Return (source, revision, indicator, area, period, value): gaps, revisions, several sources, mixed lengths."""
    rows = []
    for name in SOURCES:
        for code, frequency in FREQUENCIES.items():
            for place in (REGENCY, NORTH, SOUTH):
                for _ in range(12):
                    length = chance.choice((frequency, frequency, Frequency.YEARLY, Frequency.MONTHLY))
                    day = date(2024, 1, 1) + timedelta(days=chance.randrange(1000))
                    rows.append((code, place, period_of(day, length).text, name))
    told = []
    for code, place, period, name in dict.fromkeys(rows):
        told += [
            (name, revision, code, place, period, chance.randrange(-50, 1000) / 4 + revision)
            for revision in range(chance.choice((1, 1, 1, 2, 3)))
        ]
    return told


def _oracle(rows, code, end):
    """Look at every row: newest end, own length before others, shorter before longer, rank, id, last revision."""
    best = None
    for name, revision, period, number in rows:
        if period.end > end:
            continue
        own = period.frequency is FREQUENCIES[code]
        order = (period.end, own, period.start, -SOURCES[name], _reversed(name), revision)
        if best is None or order > best[0]:
            best = (order, (period.text, float(number)))
    return best[1] if best else None


def _reversed(name):
    """Return what sorts names backwards: of two sources of one rank the first id is shown."""
    return tuple(-ord(sign) for sign in name)
