"""A copy of the shipped catalogue that a test may spoil, and what the loader says about it."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from core.catalogue import load_catalogue
from core.errors import CatalogueError

ROOT = Path(__file__).resolve().parents[3]


class Copy:
    """The shipped catalogue in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.demo = folder / "demo_targets.csv"
        shutil.copytree(ROOT / "catalogue", folder, dirs_exist_ok=True)
        shutil.copy(ROOT / "demo" / "targets.csv", self.demo)

    def rows(self, name):
        return list(csv.reader(io.StringIO((self.folder / name).read_text(encoding="utf-8-sig"))))

    def write(self, name, rows, *, delimiter=",", encoding="utf-8"):
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
        (self.folder / name).write_bytes(out.getvalue().encode(encoding))

    def line_of(self, name, *starts):
        """Return the line number of the row that begins with these cells."""
        return next(n for n, row in enumerate(self.rows(name), 1) if row[: len(starts)] == list(starts))

    def set(self, name, line, column, text):
        rows = self.rows(name)
        rows[line - 1][rows[0].index(column)] = text
        self.write(name, rows)

    def drop(self, name, line):
        rows = self.rows(name)
        del rows[line - 1]
        self.write(name, rows)

    def add(self, name, **cells):
        rows = self.rows(name)
        rows.append([cells.get(column, "") for column in rows[0]])
        self.write(name, rows)
        return len(rows)

    def load(self):
        return load_catalogue(self.folder, demo_targets=self.demo)

    def faults(self):
        """Return the lines of the refusal; [] when the catalogue is accepted."""
        try:
            self.load()
        except CatalogueError as error:
            return [line.strip() for line in str(error).splitlines()[1:]]
        return []


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "catalogue")


@pytest.fixture(scope="session")
def shipped():
    return load_catalogue(ROOT / "catalogue")
