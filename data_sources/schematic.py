"""Schematic boundaries: cells around the ten capitals, drawn by this project while no official polygons have come.

Options: areas (CSV of the areas, below the project's folder; default catalogue/areas.csv).
No network. Same areas, same cells: nothing here is random. They are a picture of who is whose neighbour,
not of where a border runs, and everything that shows them says so.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import MultiPoint, Point, Polygon, STRtree, unary_union, voronoi_polygons
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

from core.collect.connectors import connector
from core.collect.contract import PLACE, Source, Tools
from data_sources._areas import read_areas

DEGREES = "EPSG:4326"
MARGIN = 0.16  # degrees (18 km) around the hull of the capitals; drawn by hand, traced from nothing
EAST = 116.62  # no cell reaches further into the strait
SMOOTH = 0.08
ROUNDS = 12  # of Lloyd's relaxation: after these the village cells of a kecamatan are of about one size
GRID = 1e-5  # degrees; one metre


@connector("schematic", optional={"areas"})
def fetch_schematic(source: Source, _tools: Tools) -> pd.DataFrame:
    """Return one cell a desa, columns code, name and geometry in EPSG:4326; they are dissolved upwards later."""
    areas = read_areas(source, str(source.options.get("areas", "catalogue/areas.csv")))
    districts = {row["kode"]: row for row in areas if row["jenis"] == "kecamatan"}
    cells = district_cells({code: (float(row["bujur"]), float(row["lintang"])) for code, row in districts.items()})
    rows, shapes = [], []
    for code, cell in cells.items():
        villages = [row for row in areas if row["induk"] == code]
        shapes += village_cells(cell, len(villages))
        rows += [{"code": row["kode"], "name": row["nama"], PLACE: row["kode"]} for row in villages]
    return gpd.GeoDataFrame(rows, geometry=_without_gaps(shapes), crs=DEGREES)


def district_cells(capitals: dict[str, tuple[float, float]]) -> dict[str, Polygon]:
    """Return one cell a kecamatan: the points nearer to its capital than to any other, within the outline.

    Args:
        capitals: Code to longitude and latitude, degrees.
    """
    points = [Point(place) for place in capitals.values()]
    return dict(zip(capitals, _cells(points, outline(points)), strict=True))


def outline(points: list[Point]) -> Polygon:
    """Return the smoothed hull around the capitals with a margin, cut off at the coast's longitude."""
    hull = MultiPoint(points).convex_hull.buffer(MARGIN + SMOOTH).buffer(-SMOOTH)
    west, south, _, north = hull.bounds
    clip = Polygon([(west, south), (EAST, south), (EAST, north), (west, north)])
    shape: Polygon = hull.intersection(clip).buffer(-SMOOTH).buffer(SMOOTH)  # a sharp corner reads as a map cut off
    return shape


def village_cells(cell: Polygon, number: int) -> list[Polygon]:
    """Return a cell divided into as many cells of about one size, from north to south."""
    if number == 1:
        return [cell]
    points = _spread(cell, number)
    for _ in range(ROUNDS):
        points = [
            part.representative_point() if not part.contains(part.centroid) else part.centroid
            for part in _cells(points, cell)
        ]
    points.sort(key=lambda point: (-round(point.y, 2), point.x))
    return _cells(points, cell)


def _cells(points: list[Point], within: Polygon) -> list[Polygon]:
    """Return the Voronoi cell of each point, in the points' order."""
    regions = list(voronoi_polygons(MultiPoint(points), extend_to=within.buffer(1)).geoms)
    tree = STRtree(points)
    ordered: list[Polygon] = [Polygon()] * len(points)
    for region in regions:
        for index in tree.query(region, predicate="contains"):
            ordered[index] = _largest(region.intersection(within))
    return ordered


def _without_gaps(cells: list[Polygon]) -> list[BaseGeometry]:
    """Return the cells with common edges in common, on a grid of about one metre."""
    edges = unary_union([cell.boundary for cell in cells], grid_size=GRID)
    faces = list(polygonize(edges))
    tree = STRtree(cells)
    parts: list[list[Polygon]] = [[] for _ in cells]
    for face in faces:
        parts[tree.nearest(face.representative_point())].append(face)
    return [unary_union(several, grid_size=GRID) for several in parts]


def _largest(shape: BaseGeometry) -> Polygon:
    """Return a polygon; only the largest part where a clip left several."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area)


def _spread(cell: Polygon, number: int) -> list[Point]:
    """Return as many points within a cell, evenly spread by a Halton sequence (bases 2 and 3)."""
    west, south, east, north = cell.bounds
    points: list[Point] = []
    index = 1
    while len(points) < number:
        point = Point(west + (east - west) * _halton(index, 2), south + (north - south) * _halton(index, 3))
        if cell.contains(point):
            points.append(point)
        index += 1
    return points


def _halton(index: int, base: int) -> float:
    digits = np.array([int(digit) for digit in np.base_repr(index, base)][::-1], dtype=float)
    return float((digits / np.power(float(base), np.arange(1, len(digits) + 1))).sum())
