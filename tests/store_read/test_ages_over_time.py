"""Over 460 days of a simulated clock page, wall and file say the same of each figure, and what the table says."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from asking import entered
from html_tree import parse
from reading import REGENCY, catalogue, config, indicator, run, source

from app import create_app
from core import clock
from core.config import Slide, Wall
from core.domain.indicator import Frequency
from core.store.engine import migrate, open_store

# Source: HDX data freshness, as in docs/index.md; written out anew, so that the code's own table is held against it.
TABLE = {
    Frequency.DAILY: (1, 2, 3),
    Frequency.WEEKLY: (7, 14, 21),
    Frequency.MONTHLY: (30, 44, 60),
    Frequency.QUARTERLY: (90, 120, 150),
    Frequency.HALF_YEARLY: (180, 210, 240),
    Frequency.YEARLY: (365, 425, 455),
}
LAST = {
    Frequency.DAILY: ("2026-01-04", date(2026, 1, 4)),
    Frequency.WEEKLY: ("2026-W01", date(2026, 1, 4)),
    Frequency.MONTHLY: ("2025-12", date(2025, 12, 31)),
    Frequency.QUARTERLY: ("2025-Q4", date(2025, 12, 31)),
    Frequency.HALF_YEARLY: ("2025-S2", date(2025, 12, 31)),
    Frequency.YEARLY: ("2025", date(2025, 12, 31)),
}
CODES = {frequency: f"F-{number}" for number, frequency in enumerate(TABLE)}
FIRST, DAYS = date(2026, 1, 4), 460
OVER = date(2026, 2, 28)
WORDS = ("Terkini", "Jatuh tempo", "Terlambat", "Sangat terlambat")


@pytest.fixture
def aging(tmp_path):
    """Return the test client of an application with one figure of each frequency, an event and a formula."""
    store = open_store(f"sqlite:///{tmp_path / 'd.sqlite3'}")
    migrate(store)
    given = [(code, REGENCY, LAST[frequency][0], 5) for frequency, code in CODES.items()]
    given.append(("O", REGENCY, "2025-12", 5))
    run(store, "s", *given, ("E", REGENCY, "2025-12-01", 5), now=datetime(2026, 1, 4, 12, tzinfo=UTC))
    definitions = catalogue(
        *(indicator(code, frequency=frequency, additive=False) for frequency, code in CODES.items()),
        indicator("E", frequency=Frequency.EVENT, additive=False),
        # As late as its monthly part, though it is due but once a year.
        indicator("R", additive=False, formula="F_2 / F_2", frequency=Frequency.YEARLY),
        # Monthly like F-2, and as old; but it is over after February, and then nothing of it is late.
        indicator("O", additive=False, valid_to=OVER, successor="N"),
        indicator("N", name="Ukuran baru (Baru)", additive=False, valid_from=OVER + timedelta(days=1)),
    )
    settled = config(source("s", *definitions.indicators))
    slides = (Slide(title="Semua", indicators=tuple(CODES.values())), Slide(title="Berakhir", indicators=("O",)))
    wall = Wall(slides=slides)
    yield entered(create_app(settled.model_copy(update={"wall": wall}), store, definitions).server)
    store.close()


def state(frequency, age):
    """Return 0 to 3 for fresh, due, overdue, delinquent."""
    return sum(age >= limit for limit in TABLE[frequency])


def sentence(frequency, day):
    """Return what is to be said of a figure on a day, without its period."""
    end = LAST[frequency][1]
    late = f"{(day - end).days - TABLE[frequency][0]} hari"
    return ("", ", jatuh tempo ", f", terlambat {late}", f", sangat terlambat {late}")[
        state(frequency, (day - end).days)
    ]


def on_page(client, month):
    rows = parse(client.get(f"/opd/DLH?periode={month}").data).one("table", "figures").one("tbody").all("tr")
    return {row.one("th").all("a")[0].text(): row.one("td", "age").text() for row in rows}


def on_wall(client, month, title="Semua"):
    slides = parse(client.get(f"/layar?periode={month}").data).all("section", "slide")
    slide = next(one for one in slides if one.one("h1").text() == title)
    return {one.one("span", "name").text(): one.one("span", "age").text() for one in slide.all("li")}


def in_file(client, month):
    text = client.get(f"/unduh/angka-opd.csv?kode=DLH&periode={month}").get_data(as_text=True).lstrip("\ufeff")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {row["Kode"]: row for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")}


def test_page_wall_and_file_say_the_state_of_the_table_on_each_of_460_days(aging, monkeypatch):
    seen = set()
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        monkeypatch.setattr(clock, "now_utc", lambda day=day: datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
        month = f"{day:%Y-%m}"
        page, wall, file = on_page(aging, month), on_wall(aging, month), in_file(aging, month)
        for frequency, code in CODES.items():
            expected, told = sentence(frequency, day), page[f"Ukuran {code}"]
            assert told.startswith("data s.d. ")
            assert (expected in told) if expected else ("," not in told), (day, code, told)
            assert wall[f"Ukuran {code}"] == told
            at = state(frequency, (day - LAST[frequency][1]).days)
            assert file[code]["Kesegaran"] == WORDS[at], (day, code)
            late = (day - LAST[frequency][1]).days - TABLE[frequency][0] if at > 1 else 0
            assert int(file[code]["Terlambat (hari)"]) == late
            seen.add((frequency, at))
        assert file["E"]["Kesegaran"] == "Per kejadian"
        assert file["R"]["Kesegaran"] == file[CODES[Frequency.MONTHLY]]["Kesegaran"]
        assert file["R"]["Bagian tertua"].startswith(f"bagian tertua: Ukuran {CODES[Frequency.MONTHLY]}")
    assert seen == {(frequency, at) for frequency in TABLE for at in range(4)}


def test_what_is_over_is_told_so_and_late_nowhere_from_the_day_after_its_last(aging, monkeypatch):
    over = "data s.d. Des 2025, berakhir 28 Feb 2026, dilanjutkan Baru (N)"
    seen = set()
    for number in range(0, DAYS, 3):
        day = FIRST + timedelta(days=number)
        monkeypatch.setattr(clock, "now_utc", lambda day=day: datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
        month = f"{min(day, OVER):%Y-%m}"  # a period of its time: later lists do not have it
        page, wall, file = on_page(aging, month), on_wall(aging, month, "Berakhir"), in_file(aging, month)
        late = (day - LAST[Frequency.MONTHLY][1]).days - 30
        expected = over if day > OVER else f"data s.d. Des 2025{sentence(Frequency.MONTHLY, day)}"
        assert page["Ukuran O"].startswith(expected), (day, page["Ukuran O"])
        assert wall["Ukuran O"] == page["Ukuran O"]
        told = (file["O"]["Kesegaran"], file["O"]["Terlambat (hari)"])
        if day > OVER:
            assert told == ("Berakhir 28 Feb 2026, dilanjutkan Baru (N)", "0")
        else:
            at = state(Frequency.MONTHLY, (day - LAST[Frequency.MONTHLY][1]).days)
            assert told == (WORDS[at], str(late if at > 1 else 0))
        seen.add(day > OVER)
    assert seen == {False, True}


@pytest.mark.parametrize("month", ["2026-03", "2026-11", "2027-03"])
def test_the_page_of_what_is_over_says_what_follows_and_nothing_of_being_late(aging, monkeypatch, month):
    day = datetime.fromisoformat(f"{month}-28T04:00+00:00")
    monkeypatch.setattr(clock, "now_utc", lambda: day)
    card = parse(aging.get(f"/indikator/O?periode={month}").data).one("section", "figure-card")
    assert "berakhir 28 Feb 2026, dilanjutkan Baru (N)" in card.text()
    assert "terlambat" not in card.text()
    assert "terlalu lama" not in card.text()
    assert not card.all("span", "late")
    assert "Ukuran O" not in on_page(aging, month)


def test_a_figure_missing_of_what_had_not_begun_says_when_it_begins(aging, monkeypatch):
    monkeypatch.setattr(clock, "now_utc", lambda: datetime(2026, 2, 1, 4, tzinfo=UTC))
    card = parse(aging.get("/indikator/N?periode=2026-01").data).one("section", "figure-card")
    assert "berlaku mulai 1 Mar 2026" in card.text()
    assert "Belum jatuh tempo" in card.text()
