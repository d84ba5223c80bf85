"""Lets the corpus in by every door there is: each kind of source, its error messages, and the catalogue."""

import csv
import io
import json
import shutil
import sqlite3
from itertools import cycle

import xlsxwriter
from collecting import DISTRICTS, section
from payloads import CORPUS

from core.config import ROOT

HEADS = ["kecamatan", "periode", "nilai", "catatan", "sumber", "<b onclick=window.__kena=1>kolom</b>"]
COLUMNS = 'note = "catatan"\ncitation = "sumber"\n'
LAYERS = {"wfs": "menara", "arcgis": "wifi", "geojson": "fasilitas_sampah"}


def rows(shift):
    """Return the rows of a table: for each text a good row with it as note, and rows it spoils."""
    months = [f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(24)]
    found = []
    for at, payload in enumerate(CORPUS):
        area, month = DISTRICTS[at % 10], months[at // 10 * 3 + at % 3]
        found.append([area, month, str(at + shift), payload, payload, payload])
        found.append([payload, months[at % 24], "1", "", "", ""])
        found.append([area, payload, "1", "", "", ""])
        found.append([area, months[(at + 5) % 24], payload, payload, "", ""])
    return found


def clean(text):
    """Return a text as a format without control characters can hold it."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\r\n")


def csv_of(lines):
    """Return lines of cells as a CSV, whatever its cells are."""
    out = io.StringIO()
    csv.writer(out).writerows([[str(cell).replace("\x00", "") for cell in line] for line in lines])
    return out.getvalue().encode()


def as_csv(path, shift=0.0):
    path.write_bytes(csv_of([HEADS, *rows(shift)]))


def as_workbook(path):
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("<img src=x onerror=__kena>")
    for at, row in enumerate([HEADS, *rows(1.0)]):
        for place, cell in enumerate(row):
            sheet.write_string(at, place, clean(cell))
    sheet.write_comment(1, 3, "<script>window.__kena=1</script>", {"author": "<img src=x onerror=__kena>"})
    book.set_properties({"title": CORPUS[0], "author": CORPUS[1]})
    book.close()


def as_database(path):
    with sqlite3.connect(path) as database:
        names = ", ".join('"' + head.replace('"', '""') + '" TEXT' for head in HEADS)
        database.execute(f"CREATE TABLE angka ({names})")
        database.executemany("INSERT INTO angka VALUES (?, ?, ?, ?, ?, ?)", rows(2.0))


def records(shift):
    return [dict(zip(HEADS, row, strict=True)) for row in rows(shift)]


def features():
    """Return points with every text as name and as kind."""
    return {
        "type": "FeatureCollection",
        "totalFeatures": len(CORPUS),
        "numberMatched": len(CORPUS),
        "numberReturned": len(CORPUS),
        "features": [
            {
                "type": "Feature",
                "id": f"{at}<img src=x onerror=window.__kena=1>",
                "geometry": {"type": "Point", "coordinates": [116.19 + at / 1000, -1.9]},
                "properties": {"nama": payload, "jenis": payload, "FID": at},
            }
            for at, payload in enumerate(CORPUS)
        ],
    }


def catalogue(folder):
    """Return a copy of the catalogue with a text behind each name, definition and note."""
    copy = shutil.copytree(ROOT / "catalogue", folder / "catalogue")
    texts = cycle(clean(one).replace("\r", " ").replace("\n", " ") for one in CORPUS)
    for name, wanted in {
        "indicators.csv": ("nama", "definisi", "interpretasi", "konsep", "asal_data"),
        "agencies.csv": ("nama",),
        "dimensions.csv": ("makna",),
        "targets.csv": ("dasar",),
    }.items():
        with (copy / name).open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
        for row in table:
            for column in wanted:
                if row.get(column):
                    row[column] = f"{row[column]} {next(texts)}"
        with (copy / name).open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, table[0])
            out.writeheader()
            out.writerows(table)
    return copy


def sections(feeds):
    """Write no file; return the sections of config.toml, each door one source, and serve what is asked for."""
    told = json.dumps
    feeds.give("api", told({"data": records(3.0)}))
    ckan = {"success": True, "result": {"total": len(records(4.0)), "records": records(4.0)}}
    feeds.give("api/3/action/datastore_search", told(ckan))
    feeds.give("ows", told(features()))
    feeds.give("rest/query", lambda_of(features()))
    feeds.give("down", (500, {"Content-Type": "text/html"}, CORPUS[0] * 3))
    feeds.give("refused", (403, {"Content-Type": "text/html", "Server": "x"}, CORPUS[1]))
    feeds.give("esri/query", told({"error": {"code": 400, "message": CORPUS[1], "details": [CORPUS[12]]}}))
    feeds.give(
        "ckan/api/3/action/datastore_search", (404, {}, told({"success": False, "error": {"message": CORPUS[0]}}))
    )
    feeds.give("wfs-no", f'<ows:ExceptionReport xmlns:ows="x"><ows:ExceptionText>{CORPUS[2]}</ows:ExceptionText>')
    title = CORPUS[0].replace('"', "'")
    many = {"rank": 100, "title": title, "attribution": CORPUS[1]}
    return [
        _with(section("pintu_csv", path="a.csv", **many)),
        _with(section("pintu_xlsx", connector="excel_file", path="a.xlsx", rank=101)),
        _with(section("pintu_sql", connector="sql_table", path="a.sqlite3", table="angka", rank=102)),
        _with(section("pintu_json", connector="json_api", url=feeds.url("api"), records="data", rank=103)),
        _with(section("pintu_ckan", connector="ckan", url=feeds.url(""), resource_id="r", rank=104)),
        *(points(name, feeds) for name in LAYERS),
        section("galat_500", url=feeds.url("down")),
        section("galat_403", url=feeds.url("refused")),
        section("galat_ckan", connector="ckan", url=feeds.url("ckan"), resource_id="r"),
        points("arcgis", feeds, "galat_arcgis", "esri"),
        points("wfs", feeds, "galat_wfs", "wfs-no"),
    ]


def lambda_of(answer):
    """Return an ArcGIS service: it tells its number before its features."""

    def body(request):
        is_count = "returnCountOnly=true" in request.path
        return json.dumps({"count": len(CORPUS)} if is_count else answer)

    return (200, {"Content-Type": "application/json"}, body)


def points(kind, feeds, name="", path=""):
    name = name or f"pintu_{kind}"
    place = {
        "wfs": f'url = "{feeds.url(path or "ows")}"\ntype_name = "a"',
        "arcgis": f'url = "{feeds.url(path or "rest")}"',
        "geojson": 'path = "a.geojson"',
    }[kind]
    return (
        f'[sources.{name}]\ntitle = "Titik"\nagency = "DKISP"\nconnector = "{kind}"\nschedule = "0 6 * * *"\n{place}\n'
        f'attribution = "uji"\nlayout = "features"\nlayer = "{LAYERS[kind]}"\nwithin = "any"\n'
        f'[sources.{name}.columns]\nid = "FID"\nname = "nama"\nkind = "jenis"\n'
    )


def _with(text):
    """Return a section that keeps notes and citations too."""
    return text.replace('value = "nilai"\n', f'value = "nilai"\n{COLUMNS}')


def files(folder):
    """Write the files of the doors that read files."""
    as_csv(folder / "a.csv")
    as_workbook(folder / "a.xlsx")
    as_database(folder / "a.sqlite3")
    (folder / "a.geojson").write_text(json.dumps(features()), encoding="utf-8")
