"""An installation of its own into which the corpus came by every door: sources, files that were handed in, forms, a
sign-on. Nothing of it is written by SQL."""

import io
import json
import logging
import re
from dataclasses import replace
from itertools import count, cycle

import doors
import openpyxl
from asking import OurOwnPage
from collecting import Installation
from filled_forms import COLUMNS
from html_tree import parse
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from payloads import CORPUS

import data_sources  # noqa: F401 - registers the connectors
from app import create_app
from core.collect.contract import UPLOADED
from core.collect.forms import with_forms
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.config_access import Access
from core.log import FORMAT, OneLine
from core.web.uploads import CHECK

FORM, TABLE, LAYER = "formulir_dlh", "titip_csv", "titip_titik"
ROLES = {"kepala": "operator", "petugas": "opd", "wali": "walidata", "awas": "auditor", "anggota": "dewan"}
GROUPS = {role: group for group, role in ROLES.items()}
TEXTS = tuple(doors.clean(one) for one in CORPUS)  # as a workbook, which is XML, can hold them
FOR_TERMINALS = [one for one in CORPUS if not one.isprintable()]


class Town:
    """The installation, its log, and who may be asked: `people` are clients by role."""

    def __init__(self, folder, feeds, provider):
        self.log = io.StringIO()
        self._handler = logging.StreamHandler(self.log)
        self._handler.setFormatter(OneLine(FORMAT))
        logging.getLogger().addHandler(self._handler)
        self.one = Installation(folder, *doors.sections(feeds), *_more_sections())
        doors.files(folder / "files")
        (folder / "files" / "b.csv").write_bytes(doors.csv_of([FOR_TERMINALS, [1]]))
        config, catalogue = poisoned(with_forms(self.one.config, self.one.catalogue), self.one.catalogue)
        access = Access(sso=provider.section(roles=ROLES), second_factor=())
        config = config.model_copy(update={"access": access})
        runner = Runner(config, self.one.store, catalogue)
        for source in config.sources.values():
            if not source.is_uploaded:
                runner.run(source, Order(Trigger.MANUAL))
        self.config, self.provider = config, provider
        self.server = create_app(config, self.one.store, catalogue).server
        self.answers, self.refused = [], []  # refused: by whom, and the page that shows again what was typed
        self.people = {
            role: self.signed_on(role, TEXTS[at], [group, "DLH", *TEXTS])
            for at, (role, group) in enumerate(GROUPS.items())
        }
        self.uploads, self.given = {}, {}  # numbers by what became of them; content by number

    def close(self):
        logging.getLogger().removeHandler(self._handler)
        self.one.store.close()

    def client(self):
        return OurOwnPage(self.server, self.server.response_class)

    def signed_on(self, login, name, groups):
        client = self.client()
        self.provider.honest()
        self.provider.claims = {"sub": login, "preferred_username": login, "name": name, "groups": groups}
        answer = self.provider.comes_back(client)
        self.answers.append(answer)
        return client

    def post(self, role, path, **form):
        """Send a form as somebody; keep the answer to be looked at."""
        answer = (self.people[role] if role else self.client()).post(path, data=form)
        self.answers.append(answer)
        if "galat" in answer.headers.get("Location", ""):
            self.refused.append((role, answer.headers["Location"]))
        return answer

    def hand_in(self, source, content, name, then=""):
        """Hand a file in as DLH does and go on with it; return its number."""
        name = name.replace("\r", "%0D").replace("\n", "%0A")  # as browsers write it
        answer = self.post("opd", CHECK, sumber=source, berkas=(io.BytesIO(content), name))
        found = re.search(r"nomor=(\d+)", answer.headers.get("Location", ""))
        assert found, (answer.status_code, answer.headers.get("Location"), name)
        number = int(found[1])
        if not content.startswith(b"<html>"):
            self.given[number] = content
        if then:
            answer = self.post("opd", f"/unggah/{number}/{then}")
            assert "galat" not in answer.headers["Location"], (source, then, answer.headers["Location"])
        return number

    def tree(self, role, path):
        return parse(self.people[role].get(path).data)


def _more_sections():
    keys = 'agency = "DLH"\nschedule = ""\nattribution = "uji"\n'
    columns = "[sources.{}.columns]\n"
    return (
        f'[sources.{TABLE}]\ntitle = "Titip"\nconnector = "csv_file"\npath = "{UPLOADED}"\nnumbers = "en"\n{keys}'
        + columns.format(TABLE)
        + 'area = "kecamatan"\nperiod = "periode"\nvalue = "nilai"\nnote = "catatan"\ncitation = "sumber"\n'
        + f'[sources.{TABLE}.indicators]\n"LH-A" = {{ unit = "ton/bulan" }}\n',
        f'[sources.{LAYER}]\ntitle = "Titik"\nconnector = "geojson"\npath = "{UPLOADED}"\nlayout = "features"\n'
        + f'layer = "bank_sampah"\nwithin = "any"\n{keys}'
        + columns.format(LAYER)
        + 'id = "FID"\nname = "nama"\nkind = "jenis"\n',
        # Why their runs failed names what was found instead: the sheets of a workbook, the header of a table.
        f'[sources.galat_csv]\ntitle = "Galat"\nconnector = "csv_file"\npath = "b.csv"\n{keys}'
        + columns.format("galat_csv")
        + 'area = "kecamatan"\nperiod = "periode"\nvalue = "nilai"\n'
        + '[sources.galat_csv.indicators]\n"LH-01" = { unit = "ton/hari" }\n',
        f'[sources.galat_xlsx]\ntitle = "Galat"\nconnector = "excel_file"\npath = "a.xlsx"\nsheet = "Isi"\n{keys}'
        + columns.format("galat_xlsx")
        + 'area = "kecamatan"\nperiod = "periode"\nvalue = "nilai"\n'
        + '[sources.galat_xlsx.indicators]\n"LH-01" = { unit = "ton/hari" }\n',
        '[sources.batas]\ntitle = "Batas"\nagency = "DKISP"\nconnector = "schematic"\nschedule = ""\n'
        'attribution = "uji"\nlayout = "boundaries"\nlevel = "desa"\n[sources.batas.columns]\ncode = "code"\n',
    )


def poisoned(config, catalogue):
    """Return a configuration and definitions with a text behind each name that somebody wrote into a file of ours."""
    numbers = count()

    def bad(was=""):
        return f"{was} {TEXTS[next(numbers) % len(TEXTS)]}".strip()

    def all_of(found, *names):
        return {key: replace(one, **{name: bad(getattr(one, name)) for name in names}) for key, one in found.items()}

    words = ("name", "definition", "formula_text", "interpretation")
    units = {key: one for key, one in catalogue.indicators.items() if one.agency != "DLH"}  # DLH's are reckoned with
    catalogue = replace(
        catalogue,
        indicators=all_of({**catalogue.indicators, **all_of(units, "unit")}, *words),
        areas=all_of(catalogue.areas, "name"),
        agencies=all_of(catalogue.agencies, "name", "short"),
        dimensions=all_of(catalogue.dimensions, "name", "meaning"),
        targets=tuple(replace(one, legal_source=bad()) for one in catalogue.targets),
        comparators=tuple(replace(one, name=bad(), source=bad()) for one in catalogue.comparators),
    )
    return config.model_copy(update={"sources": all_of(config.sources, "title", "attribution")}), catalogue


def hand_everything_in(town):
    """Let DLH hand in files of each kind, and take each of them each way."""
    for at, name in enumerate(CORPUS):  # what is no file at all: only its name is kept
        town.hand_in((FORM, TABLE, LAYER)[at % 3], b"<html>" + name.encode(), f"{name}.xlsx")
    for then in ("", "kirim", "buang"):
        kept = town.uploads.setdefault(then, [])
        kept.append(town.hand_in(FORM, form(town), f"{TEXTS[0]}.xlsx", then))
        kept.append(town.hand_in(TABLE, table(), f"{TEXTS[2]}.csv", then))
        kept.append(town.hand_in(LAYER, layer(), f"{TEXTS[3]}.geojson", then))
    town.uploads["ditolak"] = [
        town.hand_in(FORM, form(town, sheet=TEXTS[1]), "a.xlsx"),
        town.hand_in(TABLE, doors.csv_of([["kolom lain", *TEXTS], [1]]), "a"),
        town.hand_in(LAYER, json.dumps(dict.fromkeys(TEXTS, 1)).encode(), "a.geojson"),
    ]


def form(town, sheet="Isian"):
    """Return the form as the office gets it, filled in by somebody who means harm."""
    book = openpyxl.load_workbook(io.BytesIO(town.people["opd"].get(f"/unggah/{FORM}/formulir.xlsx").data))
    asked = book["Isian"]
    keys = [asked[f"{COLUMNS['code']}{row}"].value for row in range(5, asked.max_row + 1)]
    texts = cycle(TEXTS)
    for row, code in enumerate(keys, start=5):
        if code in ("LH-A", "LH-B", "LH-C"):  # good values with a text for a note
            _write(asked, row, value=row + 0.5, note=next(texts))
        if code == "LH-08":  # and one text in each cell that is read
            _write(asked, row, **{"value": 1, ("code", "area", "period", "value", "flag")[row % 5]: next(texts)})
    for text in TEXTS:  # rows below the last
        row = asked.max_row + 1
        _write(asked, row, **dict.fromkeys(COLUMNS, text))
    for at, text in enumerate(TEXTS):
        asked.cell(6 + at, 7).comment = Comment(text, TEXTS[1])
        asked.cell(4, 20 + at).value = text
        asked.cell(4, 20 + at).data_type = "s"
    for text in TEXTS:
        _add_sheet(book, text)
    book.defined_names["jahat"] = DefinedName("jahat", attr_text="Isian!$A$1", comment=TEXTS[0], description=TEXTS[1])
    for name in ("title", "creator", "subject", "description", "keywords", "category", "lastModifiedBy"):
        setattr(book.properties, name, next(texts))
    asked.title = _fit(sheet)
    return _saved(book)


def _write(sheet, row, **cells):
    for name, value in cells.items():
        cell = sheet[f"{COLUMNS[name]}{row}"]
        cell.value = value
        cell.data_type = "s" if isinstance(value, str) else "n"


def _add_sheet(book, text):
    sheet = book.create_sheet(_fit(text))
    sheet["A1"].value = text
    sheet["A1"].data_type = "s"
    sheet["A2"].hyperlink = f"http://jahat.example/?{len(text)}__kena"
    sheet.oddHeader.center.text = text


def _fit(title):
    """Return a text as the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", "", title)[:28].strip("'") or "x"


def _saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table():
    """Return a CSV of LH-A: each text as note and citation, as an area, as a period, as a value, as a header."""
    lines = [doors.HEADS]
    for at, text in enumerate(CORPUS):
        area = f"64.01.{at % 10 + 1:02d}"
        lines += [
            [area, f"2026-{at // 10 + 7:02d}", at + 0.25, text, text, text],
            [text, "2026-01", 1, "", "", ""],
            [area, text, 1, "", "", ""],
            [area, f"2026-{at // 10 + 1:02d}", text, text, "", ""],
        ]
    return doors.csv_of(lines)


def layer():
    """Return points with each text as name, kind, id and as the name of a property."""
    found = doors.features()
    for one in found["features"]:
        text = one["properties"]["nama"]
        one["properties"] = {**one["properties"], "FID": f"{one['properties']['FID']} {text}", text: text}
    return json.dumps(found).encode()


def fill_every_form(town):
    """Type the texts into each form that keeps what is typed."""
    for at, text in enumerate(CORPUS):
        town.signed_on(f"uji{at}", text, ["anggota", text])
        town.signed_on(f"tamu{at}", text, [text])
        town.signed_on(text, text, ["anggota"])
        town.answers.append(town.provider.comes_back(town.client(), error=text, error_description=text, code=None))
        town.post("operator", "/perangkat/pasang", kode=text, nama="Lobi", slide=text)
        code = town.client().post("/layar/-/kode").json["kode"]
        town.post("operator", "/perangkat/pasang", kode=code, nama=text, slide="indeks")
        town.post("operator", "/sebagai", sebagai=text)
    for at, text in enumerate(CORPUS):
        form = {"nama": f"teks{at}", "orang": text, "peran": "opd", "opd": "DLH"}
        town.post("operator", "/pengguna/baru", **form)
        town.post("operator", "/pengguna/baru", **{**form, "nama": text, "opd": text})
    for text in CORPUS[:4]:  # the fifth waits
        town.post("", "/masuk", nama=text, sandi=text, lanjut=text)
    send_back(town)
    lock(town)
    settle(town)


def send_back(town):
    """Return values to their office, with the texts as reasons."""
    for source in (FORM, TABLE):
        boxes = town.tree("walidata", f"/verifikasi?sumber={source}").all("input", name="baris")
        rows = [one.get("value") for one in boxes]
        for row, text in zip(rows[:-3], CORPUS[:: 1 if source == FORM else 3], strict=False):
            town.post("walidata", f"/verifikasi/{source}/kembalikan", baris=row, alasan=f"{text} dan seterusnya")
            town.post("walidata", f"/verifikasi/{source}/kembalikan", baris=text, alasan=text)


def lock(town):
    """Lock days of the office and open some again, with the texts as reasons, as periods and as offices."""
    for at, text in enumerate(CORPUS):
        form = {"opd": "DLH", "periode": f"2025-{at // 28 + 1:02d}-{at % 28 + 1:02d}", "alasan": f"{text} seterusnya"}
        town.post("walidata", "/verifikasi/kunci", **form)
        town.post("walidata", "/verifikasi/kunci", **{**form, "periode": text})
        if at % 3 == 0:
            town.post("walidata", "/verifikasi/buka", **form)
        town.post("walidata", "/verifikasi/kunci", opd=text, periode=text, alasan=text)
        town.post("walidata", "/verifikasi/buka", opd=text, periode=text, alasan=text)


def settle(town):
    """Decide about contradictions, with the texts as reasons."""
    tree = town.tree("operator", "/konflik")
    forms = [one for one in tree.all("form") if one.get("action").startswith("/konflik/")]
    for one, text in zip(forms, CORPUS, strict=False):
        chosen = [option.get("value") for option in one.all("input", name="sumber")]
        fields = {"dasar": one.all("input", name="dasar")[0].get("value"), "sumber": chosen[0] if chosen else ""}
        town.post("operator", one.get("action"), **fields, alasan=text * 2)
        town.post("operator", one.get("action"), dasar=text, sumber=text, alasan=text)
