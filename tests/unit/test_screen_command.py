"""python -m core screen: screens are listed and revoked at the machine, and the audit log says by whom."""

import pytest
from click.testing import CliRunner

from core.__main__ import cli
from core.access import operator
from core.clock import now_utc
from core.store.wall_tokens import confirm, show_code
from tests.collecting import Installation


@pytest.fixture
def installed(tmp_path):
    made = Installation(tmp_path)
    code, _ = show_code(made.store, "10.0.0.7", now=now_utc())
    by = operator("uji")
    confirm(made.store, by, code, name="Lobi DKISP", slides=("peta",), known=frozenset({"peta"}), now=now_utc())
    yield made
    made.store.close()


def screen(installed, *words):
    return CliRunner().invoke(cli, ["screen", *words, "--config", str(installed.path)], env=installed.environment)


def test_screens_are_listed_and_revoked_by_name(installed):
    listed = screen(installed, "list").output
    assert "Lobi DKISP: peta; until " in listed
    assert "not heard of yet" in listed
    assert screen(installed, "revoke", "lobi dkisp").exit_code == 0
    assert screen(installed, "list").output == "0 screen(s)\n"
    with installed.store.read() as conn:
        actor, details = conn.exec_driver_sql("SELECT actor, details FROM audit_entry ORDER BY id DESC").first()
    assert actor.endswith("(screen revoke)")
    assert "dicabut" in details


def test_an_unknown_name_is_named_and_nothing_is_revoked(installed):
    answer = screen(installed, "revoke", "Aula")
    assert answer.exit_code == 2
    assert "'Aula'" in answer.output
    assert "1 screen(s)" in screen(installed, "list").output
