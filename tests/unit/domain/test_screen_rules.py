"""Screens of walls: which token is good, which was copied, and what a code looks like."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.wall_screens import (
    ALIVE,
    ALPHABET,
    ROTATED,
    SETTLED,
    Beat,
    Screen,
    Token,
    check_screen,
    code_from,
    shown_code,
    slug,
    wall_slides,
)
from core.errors import ScreenRefusedError

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
KNOWN = frozenset({"indeks", "peta"})


def token(number, parent, age=timedelta(0)):
    return Token(number, "s", parent, NOW - age)


def test_the_settled_token_and_its_successors_are_good_and_what_was_before_is_a_copy():
    assert token(5, 2).is_good(settled=5)
    assert token(7, 5).is_good(settled=5)
    assert token(8, 5).is_good(settled=5), "the answer with the seventh may have been lost"
    assert not token(5, 2).is_good(settled=7)
    assert not token(8, 5).is_good(settled=7)


def test_before_the_first_has_settled_each_that_a_confirmation_gave_is_good():
    assert token(1, 0).is_good(settled=0)
    assert token(2, 0).is_good(settled=0)
    assert not token(2, 0).is_good(settled=1)


def test_a_token_settles_only_once_browsers_have_surely_written_it_down():
    assert token(7, 5, SETTLED - timedelta(seconds=1)).settled(5, NOW) == 5
    assert token(7, 5, SETTLED).settled(5, NOW) == 7


def test_a_token_is_replaced_after_some_hours_and_never_while_it_has_not_settled():
    assert not token(5, 2, ROTATED - timedelta(seconds=1)).is_due(5, NOW)
    assert token(5, 2, ROTATED).is_due(5, NOW)
    assert not token(7, 5, ROTATED).is_due(5, NOW)


def test_a_code_is_read_however_it_is_typed():
    assert code_from(" bcdf ghjk\n") == code_from("BCDF-GHJK") == code_from("bcdf–ghjk") == "BCDFGHJK"
    assert shown_code("BCDFGHJK") == "BCDF-GHJK"
    assert not set(ALPHABET) & set("AEIOU0123456789Y")


@pytest.mark.parametrize(
    ("name", "slides", "code"),
    [
        ("", ("peta",), "nama"),
        ("   ", ("peta",), "nama"),
        ("x" * 61, ("peta",), "nama"),
        ("Lobi\x07", ("peta",), "nama"),
        ("Lobi", (), "slide"),
        ("Lobi", ("peta", "tidak-ada"), "slide"),
    ],
)
def test_what_is_no_screen_is_refused(name, slides, code):
    with pytest.raises(ScreenRefusedError) as caught:
        check_screen(name, slides, KNOWN)
    assert caught.value.code == code


def test_themes_of_the_configuration_are_slides_between_the_map_and_the_late():
    slides = wall_slides((("Pelayanan publik", ("PL-01",)), ("Sampah & air", ("LH-03",))))
    codes = [one.code for one in slides]
    assert codes == ["indeks", "perhatian", "peta", "tema-pelayanan-publik", "tema-sampah-air", "terlambat"]
    assert slug(" Sampah!  ") == "sampah"


def test_a_revoked_or_expired_screen_is_not_let_in():
    screen = Screen("k", "Lobi", ("peta",), True, NOW + timedelta(seconds=1), NOW, "uji", NOW)
    assert screen.shows(NOW)
    assert not screen.shows(NOW + timedelta(seconds=1))
    assert not Screen("k", "Lobi", ("peta",), False, NOW + timedelta(days=1), NOW, "uji", NOW).shows(NOW)


def test_a_screen_that_was_not_heard_of_for_a_while_is_silent():
    beat = Beat("k", 0, NOW, "peta", "abc", True, 1920, 1080, "::1", "Chromium", NOW, 0)
    assert beat.is_alive(NOW + ALIVE)
    assert not beat.is_alive(NOW + ALIVE + timedelta(seconds=1))
