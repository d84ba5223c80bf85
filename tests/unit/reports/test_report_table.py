"""A table refuses what no file can hold truly, and says which rows are simulated."""

import math
from datetime import date

import pytest

from core.errors import DataError
from core.reports.table import Table


@pytest.mark.parametrize("cell", [True, math.inf, -math.inf, [1], {"a": 1}, b"x"])
def test_a_cell_of_another_type_is_refused(cell):
    with pytest.raises(DataError, match="row 1 holds"):
        Table("Uji", ("a",), [(1,), (cell,)])


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(DataError, match="row 0 has 1 cells for 2 columns"):
        Table("Uji", ("a", "b"), [(1,)])


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(DataError, match="same name"):
        Table("Uji", ("a", "a"), [])


def test_nan_is_an_empty_cell_and_zero_is_not():
    assert Table("Uji", ("a",), [(math.nan,), (None,), (0.0,), (0,)]).all_rows() == [[None], [None], [0.0], [0]]


def test_a_simulated_row_says_so_and_the_others_do_not():
    table = Table("Uji", ("a",), [(1,), (2,)], ("Sumber: BPS",), simulated=frozenset({1}))
    assert table.all_columns() == ["a", "Keterangan"]
    assert table.all_rows() == [[1, None], [2, "SIMULASI"]]
    assert table.all_notes()[0].startswith("SIMULASI: ")


def test_without_simulated_rows_nothing_speaks_of_simulation():
    table = Table("Uji", ("a", "b"), [(1, date(2026, 1, 1))], ("Sumber: BPS",))
    assert (table.all_columns(), table.all_notes()) == (["a", "b"], ["Sumber: BPS"])


@pytest.mark.parametrize(
    ("title", "stem"),
    [("Sampah tertangani, Sep 2026 (%)", "sampah-tertangani-sep-2026"), ("../../etc\x00", "etc"), ("日本", "tabel")],
)
def test_the_file_name_is_plain(title, stem):
    assert Table(title, ("a",), []).file_stem == stem
