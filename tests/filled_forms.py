"""A form as an office gets it, filled in as people do, and read as every file is."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import requests

from core.catalogue import load_catalogue
from core.collect.connectors import find_connector
from core.collect.contract import Tools
from core.collect.forms import form_source
from core.collect.gather import understand
from core.domain.forms import form_rows
from core.reports.form_workbook import HEADER, FormHead, form_workbook

CATALOGUE = load_catalogue(Path(__file__).parents[1] / "catalogue")
TODAY = date(2026, 11, 28)
MADE = datetime(2026, 11, 28, 1, tzinfo=UTC)
FIRST = HEADER + 2  # the first row below the header, as people count
COLUMNS = {"code": "A", "area": "D", "period": "F", "value": "G", "flag": "H", "note": "I"}


def rows_of(agency="DLH", newest=None, targets=None):
    return form_rows(CATALOGUE, agency, TODAY, newest=newest or {}, targets=targets or {})


def source_of(agency="DLH"):
    return form_source(CATALOGUE.agencies[agency], CATALOGUE, simulated=False)


def form(agency="DLH", **known):
    head = FormHead(CATALOGUE.agencies[agency].name, source_of(agency).id, "0123456789ab", MADE)
    return form_workbook(head, rows_of(agency, **known))


class Filled:
    """An open form; `row` finds the number of a figure's row."""

    def __init__(self, agency="DLH"):
        self.agency = agency
        self.book = openpyxl.load_workbook(io.BytesIO(form(agency)))
        self.sheet = self.book["Isian"]

    def row(self, code, area="64.01"):
        keys = [(row.indicator.code, row.area.code) for row in rows_of(self.agency)]
        return FIRST + keys.index((code, area))

    def write(self, code, area="64.01", **cells):
        """Write cells of a row by the names of COLUMNS; return the number of the row."""
        number = self.row(code, area)
        for name, value in cells.items():
            self.sheet[f"{COLUMNS[name]}{number}"] = value
        return number

    def append(self, code, area, period, value, flag=None, note=None):
        """Paste a row below the last; return its number."""
        number = self.sheet.max_row + 1
        for name, cell in zip(COLUMNS, (code, area, period, value, flag, note), strict=True):
            self.sheet[f"{COLUMNS[name]}{number}"] = cell
        return number

    def saved(self):
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def taken(content, source):
    """Return what the product makes of a file: the connector asks the folder for it, as in a collection."""
    tools = Tools(requests.Session(), lambda *_, **__: "", Path(), replay=lambda: content)
    records = find_connector(source.connector).fetch(source, tools)
    return understand(records, source, CATALOGUE, today=TODAY, polygons={})


def values_of(gathered):
    found = gathered.observations
    keys = zip(found.indicator, found.area, found.period, strict=True)
    return dict(zip(keys, found.value, strict=True))


def refusals_of(gathered):
    return {(one.place, one.reason.value) for one in gathered.rejected}
