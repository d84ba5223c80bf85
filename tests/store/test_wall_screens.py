"""Screens in the store: codes that are limited, tokens kept as hashes, states that are added, commands once each."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import text

from core.domain.viewer import Role, Viewer
from core.domain.wall_screens import AGAIN, CODE_LIFE, COMMAND_LIFE, TOKEN_LIFE, Beat, Command
from core.errors import NotAllowedError, NotFoundError, ScreenRefusedError
from core.store import wall_tokens
from core.store.wall_beats import Beats, all_beats, beat_of, write_beat
from core.store.wall_screens import (
    active_screens,
    change_screen,
    commands_for,
    order,
    revoke_copied,
    revoke_screen,
    screen_of,
)
from core.store.wall_tokens import (
    MOST,
    MOST_OF_AN_ADDRESS,
    confirm,
    first_token,
    held_by,
    lifetime,
    next_token,
    show_code,
    shown_code_of,
)

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
OPERATOR = Viewer(Role.OPERATOR, "Petugas DKISP")
KNOWN = frozenset({"indeks", "peta", "terlambat"})


def confirmed(store, name="Lobi DKISP", slides=("indeks",), now=NOW):
    code, _ = show_code(store, "10.0.0.7", now=now)
    return confirm(store, OPERATOR, code, name=name, slides=slides, known=KNOWN, now=now)


def beat(key, **told):
    usual = {"token": 0, "seen_at": NOW, "slide": "indeks", "script": "abc", "current": True, "width": 1920}
    more = {"height": 1080, "address": "10.0.0.7", "agent": "Chromium", "loaded_at": NOW, "done": 0}
    return Beat(**{"screen": key, **usual, **more, **told})


def rows(store, query):
    with store.read() as conn:
        return conn.execute(text(query)).all()


def log(store):
    return rows(store, "SELECT actor, subject, details FROM audit_entry ORDER BY id")


def test_a_code_becomes_a_screen_for_the_browser_that_shows_it_and_for_no_other(store):
    code, secret = show_code(store, "10.0.0.7", now=NOW)
    made = confirm(store, OPERATOR, code.lower(), name=" Lobi ", slides=("peta",), known=KNOWN, now=NOW)
    with store.read() as conn:
        assert shown_code_of(conn, code, secret, now=NOW).screen == made.key
        assert shown_code_of(conn, code, "rahasia lain", now=NOW) is None
        assert shown_code_of(conn, "BCDFGHJK", secret, now=NOW) is None
    assert (made.name, made.slides, made.active, made.changed_by) == ("Lobi", ("peta",), True, "Petugas DKISP")
    assert made.expires_at == NOW + TOKEN_LIFE
    assert lifetime(made, NOW) == TOKEN_LIFE.total_seconds()


def test_neither_code_nor_secret_nor_token_stands_in_the_database(store):
    code, secret = show_code(store, "10.0.0.7", now=NOW)
    key = confirm(store, OPERATOR, code, name="Lobi", slides=("peta",), known=KNOWN, now=NOW).key
    token = first_token(store, key, now=NOW)
    written = str([rows(store, f"SELECT * FROM {name}") for name in ("screen_code", "screen_token", "audit_entry")])
    assert not [one for one in (code, secret, token) if one in written]


@pytest.mark.parametrize("later", [CODE_LIFE, timedelta(days=1)])
def test_a_code_lives_a_quarter_of_an_hour(store, later):
    code, secret = show_code(store, "10.0.0.7", now=NOW)
    with pytest.raises(ScreenRefusedError) as caught:
        confirm(store, OPERATOR, code, name="Lobi", slides=("peta",), known=KNOWN, now=NOW + later)
    assert caught.value.code == "kode"
    with store.read() as conn:
        assert shown_code_of(conn, code, secret, now=NOW + later) is None


def test_a_code_is_confirmed_once(store):
    code, _ = show_code(store, "10.0.0.7", now=NOW)
    confirm(store, OPERATOR, code, name="Lobi", slides=("peta",), known=KNOWN, now=NOW)
    with pytest.raises(ScreenRefusedError):
        confirm(store, OPERATOR, code, name="Aula", slides=("peta",), known=KNOWN, now=NOW)


def test_an_address_shows_so_many_codes_and_no_more_until_they_are_old(store):
    for _ in range(MOST_OF_AN_ADDRESS):
        assert show_code(store, "10.0.0.7", now=NOW)
    assert show_code(store, "10.0.0.7", now=NOW) is None
    assert show_code(store, "10.0.0.8", now=NOW)
    assert show_code(store, "10.0.0.7", now=NOW + CODE_LIFE)
    assert rows(store, "SELECT count(*) FROM screen_code") == [(1,)], "old ones are gone"


def test_nobody_fills_the_table_the_oldest_codes_go(store, monkeypatch):
    monkeypatch.setattr(wall_tokens, "MOST", 5)
    made = [show_code(store, f"10.0.0.{number}", now=NOW) for number in range(9)]
    assert rows(store, "SELECT count(*) FROM screen_code") == [(5,)]
    with store.read() as conn:
        assert [bool(shown_code_of(conn, *one, now=NOW)) for one in made] == [False] * 4 + [True] * 5
    assert MOST > MOST_OF_AN_ADDRESS


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.OPERATOR])
def test_nobody_but_the_operator_confirms_changes_commands_or_revokes(store, role):
    code, _ = show_code(store, "10.0.0.7", now=NOW)
    key, other = confirmed(store).key, Viewer(role, "lain", slides=("peta",))
    asked = (
        lambda: confirm(store, other, code, name="Aula", slides=("peta",), known=KNOWN, now=NOW),
        lambda: change_screen(store, other, key, name="x", slides=("peta",), known=KNOWN, extend=False, now=NOW),
        lambda: order(store, other, key, Command.NEXT, now=NOW),
        lambda: revoke_screen(store, other, key, now=NOW),
    )
    for one in asked:
        with pytest.raises(NotAllowedError):
            one()
    assert len(rows(store, "SELECT 1 FROM screen_state")) == 1


def test_two_screens_do_not_share_a_name_unless_the_other_was_revoked(store):
    first = confirmed(store)
    with pytest.raises(ScreenRefusedError) as caught:
        confirmed(store, "lobi dkisp")
    assert caught.value.code == "sama"
    revoke_screen(store, OPERATOR, first.key, now=NOW)
    assert confirmed(store, "lobi dkisp").key != first.key


def test_each_change_adds_a_state_and_an_entry_to_the_audit_log(store):
    key = confirmed(store).key
    later = NOW + timedelta(days=100)
    change_screen(store, OPERATOR, key, name="Aula", slides=("peta",), known=KNOWN, extend=False, now=later)
    with store.read() as conn:
        assert screen_of(conn, key).expires_at == NOW + TOKEN_LIFE
    change_screen(store, OPERATOR, key, name="Aula", slides=("peta",), known=KNOWN, extend=True, now=later)
    with store.read() as conn:
        assert screen_of(conn, key).expires_at == later + TOKEN_LIFE
        assert [one.name for one in active_screens(conn)] == ["Aula"]
    order(store, OPERATOR, key, Command.RELOAD, now=later)
    revoke_screen(store, OPERATOR, key, now=later)
    with store.read() as conn:
        assert active_screens(conn) == ()
        assert screen_of(conn, key).since == NOW
    told = ["dipasang", "diubah", "diperpanjang", "perintah muat", "dicabut"]
    entries = log(store)
    assert [f'"perubahan": "{one}"' in entry.details for one, entry in zip(told, entries, strict=True)] == [True] * 5
    assert {entry.actor for entry in entries} == {"Petugas DKISP"}
    assert rows(store, "SELECT count(*) FROM screen_state") == [(4,)]


def test_what_was_revoked_or_never_was_can_be_changed_no_more(store):
    key = confirmed(store).key
    revoke_screen(store, OPERATOR, key, now=NOW)
    for one in (key, "tidak-ada"):
        with pytest.raises(NotFoundError):
            revoke_screen(store, OPERATOR, one, now=NOW)
        with pytest.raises(NotFoundError):
            order(store, OPERATOR, one, Command.NEXT, now=NOW)
    revoke_copied(store, key, "10.0.0.9", now=NOW)
    assert len(log(store)) == 2


def test_the_program_itself_ends_a_screen_whose_token_was_copied_and_says_from_where(store):
    key = confirmed(store).key
    revoke_copied(store, key, "10.0.0.9", now=NOW)
    entry = log(store)[-1]
    assert entry.actor == ""
    assert "token disalin" in entry.details
    assert "10.0.0.9" in entry.details


def test_a_token_is_known_by_its_hash_with_its_screen_as_it_is_now(store):
    key = confirmed(store).key
    token = first_token(store, key, now=NOW)
    with store.read() as conn:
        held = held_by(conn, token)
        assert held_by(conn, "token lain") is None
    assert (held.screen.key, held.token.parent, held.settled) == (key, 0, 0)
    revoke_screen(store, OPERATOR, key, now=NOW)
    with store.read() as conn:
        assert not held_by(conn, token).screen.active


def test_a_first_token_is_given_again_until_one_has_settled(store):
    key = confirmed(store).key
    one, other = (first_token(store, key, now=NOW) for _ in range(2))
    assert one != other
    with store.read() as conn:
        number = held_by(conn, other).token.number
    with store.begin_write() as conn:
        write_beat(conn, beat(key, token=number))
    assert first_token(store, key, now=NOW) is None
    with store.read() as conn:
        assert held_by(conn, other).token.is_good(number)
        assert not held_by(conn, one).token.is_good(number)


def test_a_successor_is_given_again_when_the_last_one_did_not_arrive_but_not_at_once(store):
    key = confirmed(store).key
    token = first_token(store, key, now=NOW)
    with store.read() as conn:
        held = held_by(conn, token)
    assert next_token(store, held.token, now=NOW)
    assert next_token(store, held.token, now=NOW) is None
    assert next_token(store, held.token, now=NOW + AGAIN)


def test_commands_come_in_order_each_until_it_was_done_and_not_when_they_are_old(store):
    key, other = confirmed(store).key, confirmed(store, "Aula").key
    for command in (Command.NEXT, Command.RELOAD, Command.NEXT):
        order(store, OPERATOR, key, command, now=NOW)
    order(store, OPERATOR, other, Command.RELOAD, now=NOW)
    with store.read() as conn:
        found = commands_for(conn, key, 0, now=NOW)
        assert [command for _, command in found] == [Command.NEXT, Command.RELOAD, Command.NEXT]
        assert commands_for(conn, key, found[1][0], now=NOW) == found[2:]
        assert commands_for(conn, key, found[2][0], now=NOW) == ()
        assert commands_for(conn, key, 0, now=NOW + COMMAND_LIFE) == ()


def test_a_beat_is_written_over_the_one_before_and_its_numbers_only_grow(store):
    key = confirmed(store).key
    later = NOW + timedelta(seconds=10)
    with store.begin_write() as conn:
        write_beat(conn, beat(key, token=4, done=9))
        write_beat(conn, beat(key, token=2, done=0, slide="peta", seen_at=later))
    with store.read() as conn:
        found = beat_of(conn, key)
        assert (found.token, found.done, found.slide, found.seen_at) == (4, 9, "peta", later)
        assert list(all_beats(conn)) == [key]
        assert beat_of(conn, "tidak-ada") is None


def test_while_the_database_is_held_one_beat_waits_and_the_others_go_on_and_all_are_written(store):
    keys = [confirmed(store, f"Layar {number}").key for number in range(3)]
    beats, begun = Beats(store), Event()

    def first():
        begun.set()
        beats.keep(beat(keys[0]))

    with store.begin_write():
        waiting = Thread(target=first)
        waiting.start()
        begun.wait(10)
        while not beats._writing.locked():
            pass
        for key in keys[1:]:
            beats.keep(beat(key))  # returns although nobody can write
    waiting.join(60)
    beats.keep(beat(keys[0], slide="peta"))
    with store.read() as conn:
        found = all_beats(conn)
    assert set(found) == set(keys)
    assert found[keys[0]].slide == "peta"
