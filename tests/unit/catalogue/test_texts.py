"""A state of the catalogue as text reads back as the catalogue it was."""

import shutil

import pytest

from core.catalogue import load_catalogue
from core.catalogue.texts import packed, parse_catalogue, read_texts
from core.config import ROOT
from core.errors import CatalogueError

FOLDER, DEMO = ROOT / "catalogue", ROOT / "demo" / "targets.csv"


@pytest.mark.parametrize("demo", [True, False])
def test_a_kept_state_gives_the_catalogue_that_was_loaded(demo):
    text, _ = packed(read_texts(FOLDER, DEMO))
    assert parse_catalogue(text, demo=demo) == load_catalogue(FOLDER, demo_targets=DEMO if demo else None)


def test_the_same_files_give_the_same_sum_and_a_changed_cell_another(tmp_path):
    copy = shutil.copytree(FOLDER, tmp_path / "catalogue")
    first = packed(read_texts(FOLDER, DEMO))[1]
    assert packed(read_texts(copy, DEMO))[1] == first
    bands = copy / "bands.csv"
    bands.write_text(bands.read_text(encoding="utf-8").replace("tinggi,76", "tinggi,77"), encoding="utf-8")
    assert packed(read_texts(copy, DEMO))[1] != first


def test_line_ends_within_cells_and_the_mark_of_excel_come_through(tmp_path):
    copy = shutil.copytree(FOLDER, tmp_path / "catalogue")
    areas = copy / "aliases.csv"
    areas.write_bytes(b"\xef\xbb\xbf" + areas.read_bytes().replace(b"\n", b"\r\n") + b'"Dua\r\nBaris",64.01,contoh\r\n')
    text, _ = packed(read_texts(copy, DEMO))
    assert parse_catalogue(text, demo=False).aliases == load_catalogue(copy).aliases
    assert "Dua\r\nBaris" in load_catalogue(copy).aliases


def test_a_state_that_lacks_a_file_is_refused_by_name(tmp_path):
    texts = read_texts(FOLDER, DEMO)
    del texts["weights.csv"]
    with pytest.raises(CatalogueError, match=r"weights\.csv"):
        parse_catalogue(packed(texts)[0], demo=False)
