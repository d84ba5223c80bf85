"""The token of a wall: a foreign one is none, a copied one ends its screen, and a fault is no refusal."""

import pytest
from screens import ASK, House, is_paired, tell
from sqlalchemy.exc import SQLAlchemyError

from core.domain.wall_screens import ROTATED, SETTLED


@pytest.fixture
def house(copy_of_collected, demonstration, monkeypatch):
    made = House(copy_of_collected, monkeypatch)
    yield made
    made.parts.store.close()
    demonstration.connect()


@pytest.mark.parametrize("token", ["x" * 43, "", "x" * 4000, "' OR 1=1 --", "%00"])
def test_a_foreign_token_is_none(house, token):
    house.wall()
    browser = house.browser()
    assert browser.get("/layar", headers={"Cookie": f"layar={token}"}).status_code == 401
    assert browser.post(ASK, headers={"Cookie": f"pasang={token}.{token}"}).json["kode"]


def test_a_token_is_replaced_every_few_hours_and_the_one_before_stays_good_until_the_next_has_settled(house):
    wall = house.wall()
    house.passed = SETTLED
    assert "Set-Cookie" not in tell(wall).headers
    old = house.copy_of(wall)
    house.passed = ROTATED + SETTLED
    assert "layar=" in tell(wall).headers["Set-Cookie"]
    assert is_paired(wall)
    assert is_paired(old), "the answer may have been lost: a power cut locks no wall out"
    house.passed += SETTLED
    assert tell(wall).status_code == 200
    assert is_paired(wall)


def test_a_copied_token_that_is_used_elsewhere_ends_the_screen_for_both(house):
    wall = house.wall()
    house.passed = SETTLED
    tell(wall)
    thief = house.copy_of(wall)
    assert is_paired(thief), "a copy of what is in use cannot be told from it ..."
    house.passed = ROTATED + SETTLED
    tell(wall)
    house.passed += SETTLED
    tell(wall)
    assert not is_paired(thief), "... until the wall holds the next one"
    assert not is_paired(wall)
    [(actor, details)] = house.rows("SELECT actor, details FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert actor == ""
    assert "token disalin" in details


def test_a_thief_who_is_first_to_get_the_next_token_ends_the_screen_too(house):
    wall = house.wall()
    house.passed = SETTLED
    tell(wall)
    thief = house.copy_of(wall)
    house.passed = ROTATED + SETTLED
    assert "layar=" in tell(thief).headers["Set-Cookie"]
    house.passed += SETTLED
    tell(thief)
    assert tell(wall).status_code == 401
    assert not is_paired(thief)


def test_while_the_store_cannot_be_read_a_wall_is_told_of_a_fault_and_not_that_it_is_nobody(house, monkeypatch):
    wall = house.wall()

    def gone():
        raise SQLAlchemyError("gone")

    monkeypatch.setattr(house.parts.store, "read", gone)
    assert wall.get("/layar").status_code == 500
    assert wall.post(ASK).status_code == 500
