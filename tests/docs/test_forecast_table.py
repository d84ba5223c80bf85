"""The back-test in docs/forecast.md is what the code says today, and its verdicts follow from its numbers."""

import re

import pytest
from documents import read, rows

from docs.backtest import table, tried

WRITTEN = read("docs/forecast.md")


def test_the_written_table_is_what_the_code_gives_now():
    """Numbers may differ in the last digit between processors; verdicts and everything else may not."""
    now, written = rows(table(tried())), rows(WRITTEN)
    assert [row[:5] + row[9:] for row in now] == [row[:5] + row[9:] for row in written]
    for fresh, old in zip(now, written, strict=True):
        assert [float(cell) for cell in fresh[5:7]] == pytest.approx([float(cell) for cell in old[5:7]], rel=0.03), old
        assert abs(int(fresh[8]) - int(old[8])) <= 1, old


@pytest.mark.parametrize("row", rows(WRITTEN), ids=lambda row: row[0])
def test_shown_is_what_beat_the_naive_forecast_by_a_twentieth(row):
    error, naive, shown = float(row[5]), float(row[6]), row[9]
    assert shown == ("yes" if error < 0.95 * naive else "no")
    assert 0 <= int(row[8]) <= int(row[4])


def test_each_series_says_whether_it_is_made_up():
    assert {row[1] for row in rows(WRITTEN)} <= {"SIMULASI", "published", "both"}


def test_the_sum_above_the_table_is_that_of_the_table():
    tested, shown, held, origins = (
        int(one)
        for one in re.search(
            r"(\d+) series tried, (\d+) projected\. The intervals held (\d+) of (\d+)", WRITTEN
        ).groups()
    )
    found = rows(WRITTEN)
    assert (tested, shown) == (len(found), sum(row[9] == "yes" for row in found))
    assert (held, origins) == (sum(int(row[8]) for row in found), sum(int(row[4]) for row in found))
