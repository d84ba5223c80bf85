"""Attainment, status and freshness against an oracle that shares no code with the rules (promise P12).

The oracle reckons in exact fractions over the decimals as an agency types them, from docs/index.md alone.
"""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from core.domain.attainment import attainment, status_of
from core.domain.bands import bands_for
from core.domain.freshness import freshness
from core.domain.indicator import Band, Frequency, Kind, Target, Verification
from core.domain.period import period_of
from core.domain.targets import target_for

CASES = 10_000
LEVELS = ["VERY_HIGH", "HIGH", "MEDIUM", "LOW", "VERY_LOW"]
DAYS = {"harian": "1 2 3", "mingguan": "7 14 21", "bulanan": "30 44 60", "triwulan": "90 120 150"}
DAYS |= {"semester": "180 210 240", "tahunan": "365 425 455"}


def oracle_target(rows, code, end):
    rows = [row for row in rows if row["code"] == code and row["from"] <= end]
    past = sorted(row["year"] for row in rows if row["year"] <= end.year)
    ahead = sorted(row["year"] for row in rows if row["year"] > end.year)
    if not rows:
        return None
    year = past[-1] if past else ahead[0]
    return sorted((row for row in rows if row["year"] == year), key=lambda row: row["from"])[-1]


def oracle_share(kind, value, target):
    if kind == "informasi" or value is None or target is None:
        return None
    if kind == "rentang":
        if target["low"] is None:
            return None
        low, high, v = Fraction(target["low"]), Fraction(target["high"]), Fraction(value)
        off = low - v if v < low else v - high if v > high else 0
        if off == 0:
            return Fraction(1)
        scale = sorted(abs(limit) for limit in (low, high) if limit != 0)
        return max(Fraction(0), 1 - off / scale[0]) if scale else Fraction(0)
    if target["value"] is None:
        return None
    goal, v = Fraction(target["value"]), Fraction(value)
    sign = -1 if kind == "turun" else 1
    if goal == 0:
        return Fraction(1 if sign * v >= 0 else 0)
    return max(Fraction(0), 1 + sign * (v - goal) / abs(goal))


def oracle_level(share, rows, code, end):
    floors = {}
    for name in LEVELS:
        for owner in ("", code):
            dated = [row for row in rows if row["name"] == name and row["code"] == owner and row["from"] <= end]
            if dated:
                floors[name] = Fraction(sorted(dated, key=lambda row: row["from"])[-1]["floor"])
    if share is None or not floors:
        return "UNSCORED"
    reached = [name for name in LEVELS if name in floors and share * 100 >= floors[name]]
    return reached[0] if reached else [name for name in LEVELS if name in floors][-1]


def oracle_freshness(end, frequency, today):
    age = max((today - end).days, 0)
    if frequency == "kejadian":
        return "event", age, 0
    due, overdue, delinquent = (int(days) for days in DAYS[frequency].split())
    state = "fresh" if age < due else "due" if age < overdue else "overdue" if age < delinquent else "delinquent"
    return state, age, age - due if age >= overdue else 0


def number(rng, low=-20, high=400):
    """Return a decimal as an agency types it, often a round one, often zero."""
    places = rng.choice((0, 0, 1, 2))
    return rng.choice(("0", "100", "50", f"{rng.uniform(low, high):.{places}f}", f"{rng.uniform(0, high):.{places}f}"))


def day(rng, first=date(2018, 1, 1), days=3285):
    return first + timedelta(days=rng.randrange(days))


def case(seed):
    rng = random.Random(seed)
    code, period = "LH-03", period_of(day(rng), rng.choice(list(Frequency)))
    targets = []
    for _ in range(rng.randrange(4)):
        low, high = sorted((number(rng), number(rng)), key=Fraction)
        is_range = rng.random() < 0.4
        targets.append(
            {"code": rng.choice((code, code, "LH-04")), "year": rng.randrange(2018, 2031), "from": day(rng)}
            | {"value": None if is_range else number(rng), "low": low if is_range else None}
            | {"high": high if is_range else None}
        )
    bands = []
    for owner, start in (("", date(2015, 1, 1)), ("", day(rng)), (code, day(rng))):
        floors = sorted(rng.sample(range(1, 120), 4), reverse=True) if start.year > 2015 else [91, 76, 66, 51]
        if owner == "" or rng.random() < 0.3:
            bands += [
                {"code": owner, "name": name, "floor": str(floor), "from": start}
                for name, floor in zip(LEVELS, [*floors, 0], strict=True)
            ]
    value = None if rng.random() < 0.1 else number(rng)
    if targets and value and rng.random() < 0.3 and targets[0]["value"] not in (None, "0"):
        # Exactly on a limit, where floats go wrong: 91 % of the target, to the last digit.
        value = f"{float(targets[0]['value']) * rng.choice((91, 76, 66, 51, 109)) / 100:.6f}"
    rng.shuffle(bands)
    return (
        rng.choice(list(Kind)),
        code,
        period,
        value,
        targets,
        bands,
        period.end + timedelta(days=rng.randrange(-40, 600)),
    )


def asked(seed):
    """Return what our rules say of a case, and what the oracle says."""
    kind, code, period, value, targets, bands, today = case(seed)
    f = lambda text: None if text is None else float(text)  # noqa: E731
    target = target_for(
        [
            Target(t["code"], t["year"], f(t["value"]), f(t["low"]), f(t["high"]), "", Verification.VERIFIED, t["from"])
            for t in targets
        ],
        code,
        period,
    )
    share = attainment(kind, f(value), target)
    in_force = bands_for([Band(b["code"], b["name"], float(b["floor"]), b["from"]) for b in bands], code, period.end)
    age = freshness(period, period.frequency, today)
    ours = (share, status_of(share, in_force).name, (age.state.value, age.age_days, age.late_days))
    exact = oracle_share(kind.value, value, oracle_target(targets, code, period.end))
    level = oracle_level(exact, bands, code, period.end)
    return ours, (exact, level, oracle_freshness(period.end, period.frequency.value, today))


def test_ten_thousand_random_cases_agree_with_the_oracle():
    seen = set()
    for seed in range(CASES):
        (share, level, age), (exact, exact_level, exact_age) = asked(seed)
        assert (share is None) == (exact is None), seed
        assert share is None or share == pytest.approx(float(exact), rel=1e-9, abs=1e-12), seed
        assert (level, age) == (exact_level, exact_age), seed
        seen.add(level)
    assert seen == {*LEVELS, "UNSCORED"}  # the cases do reach every level
