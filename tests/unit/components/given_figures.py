"""Figures, areas and maps made by hand, for components that are handed plain values."""

from datetime import UTC, date, datetime

from core.domain.area import Area, Level
from core.domain.figure import (
    AreaCell,
    AreaMap,
    BoundarySet,
    Comparison,
    ComparisonKind,
    Figure,
    Freshness,
    Point,
    Provenance,
)
from core.domain.indicator import Frequency, Indicator, Kind, Target, Verification
from core.domain.period import parse_period
from core.domain.status import FreshnessState, Status

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def indicator(code="LH-03", **changed):
    """Return a monthly percentage, but for what is said otherwise."""
    usual = {
        "name": "Sampah terkelola",
        "definition": "Bagian sampah yang dikelola",
        "formula_text": "B / A",
        "formula": "",
        "unit": "%",
        "decimals": 1,
        "kind": Kind.HIGHER,
        "frequency": Frequency.MONTHLY,
        "finest": Level.DISTRICT,
        "additive": False,
        "agency": "DLH",
        "dimensions": (("tuntas", "tangguh"),),
    }
    return Indicator(code, **{**usual, **changed})


def area(number=1, name="", level=Level.DISTRICT):
    code = f"64.01.{number:02d}"
    return Area(code, code.replace(".", ""), name or f"Kecamatan {number}", level, level.value, "64.01")


def target(value=70.0, year=2026, low=None, high=None, verification=Verification.VERIFIED):
    return Target("LH-03", year, value, low, high, "Perda 1/2025", verification, date(2020, 1, 1))


def points(*values, first="2026-01"):
    """Return monthly points; None is a gap."""
    line, period = [], parse_period(first)
    for value in values:
        line.append(Point(period, value))
        period = period.following()
    return tuple(line)


def comparison(difference, kind=ComparisonKind.PREVIOUS, period="2026-08", value=1.0):
    return Comparison(kind, parse_period(period), value, difference, None)


def provenance(**changed):
    usual = {
        "source_id": "dlh_rekap",
        "source_title": "Rekap DLH",
        "agency": "DLH",
        "attribution": "DLH, rekap bulanan",
        "citation": "",
        "simulated": False,
        "run_id": 1,
        "place": "Rekap!B5",
        "stored_at": NOW,
        "revision": 0,
    }
    return Provenance(**{**usual, **changed})


def figure(value=48.2, **changed):
    usual = {
        "indicator": indicator(),
        "area": area(),
        "period": parse_period("2026-09") if value is not None else None,
        "value": value,
        "flag": "",
        "absence": None,
        "target": None,
        "attainment": None,
        "status": Status.MEDIUM if value is not None else Status.NO_DATA,
        "freshness": Freshness(FreshnessState.FRESH, 53),
        "comparisons": (),
        "spark": points(1.0, 2.0, 3.0),
        "provenance": provenance() if value is not None else None,
        "simulated": False,
    }
    return Figure(**{**usual, **changed})


def square(number, x=0.0, y=0.0, size=0.1):
    """Return a square area of a boundary set, its label in the middle."""
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    code = f"64.01.{number:02d}"
    properties = {"code": code, "name": code, "lon": x + size / 2, "lat": y + size / 2}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def area_map(*figures, limits=(), names=(), places=None, classes=()):
    """Return a map of these figures, side by side or at the given places."""
    cells = []
    for at, one in enumerate(figures):
        place = area(at + 1, names[at] if names else "")
        cells.append(AreaCell(place, one, classes[at] if classes else None))
    spots = places or [(at * 0.1, 0.0) for at in range(len(figures))]
    features = [square(at + 1, *spot) for at, spot in enumerate(spots)]
    bounds = BoundarySet(Level.DISTRICT, True, "digambar sendiri", {"type": "FeatureCollection", "features": features})
    return AreaMap(indicator(), parse_period("2026-09"), Level.DISTRICT, tuple(cells), limits, bounds)
