"""python -m core audit verify: says whether the log is whole, and where not. Starts and exports are in it."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from core.__main__ import cli
from core.store.audit_log import all_entries
from tests.collecting import Installation


@pytest.fixture
def installed(tmp_path):
    made = Installation(tmp_path)
    yield made
    made.store.close()


def run(installed, *words):
    return CliRunner().invoke(cli, [*words, "--config", str(installed.path)], env=installed.environment)


def export(installed):
    assert run(installed, "export", "observations", "--format", "json").exit_code == 0


def entries(installed):
    with installed.store.read() as conn:
        return list(all_entries(conn))


def test_a_start_tells_of_the_files_it_found_and_an_export_of_itself(installed):
    export(installed)
    assert [(one.action, one.subject) for one in entries(installed)] == [
        ("katalog", "catalogue/"),
        ("konfigurasi", "config.toml"),
        ("ekspor", "export observations"),
    ]
    assert entries(installed)[-1].actor.endswith("(export)")


def test_a_changed_config_is_told_section_by_section_at_the_next_start(installed):
    export(installed)
    installed.path.write_text(installed.path.read_text() + "\n[wall]\nrefresh = 30\n")
    export(installed)
    change = [one for one in entries(installed) if one.action == "konfigurasi"][-1]
    assert '"baru": "wall"' in change.details


def test_a_whole_log_ends_with_0_and_says_its_head(installed):
    export(installed)
    done = run(installed, "audit", "verify")
    assert done.exit_code == 0, done.output
    head = re.search(r"3 entries, 0 break\(s\); head (\d+:[0-9a-f]{64})", done.output).group(1)
    export(installed)
    assert run(installed, "audit", "verify", "--head", head).exit_code == 0


def test_looking_at_the_log_adds_nothing_to_it(installed):
    assert run(installed, "audit", "verify").exit_code == 0
    assert entries(installed) == []


def test_a_cut_off_end_is_found_by_its_head(installed):
    export(installed)
    gone = entries(installed)[-1]
    by_force(installed, "DELETE FROM audit_entry WHERE id = 3")
    assert run(installed, "audit", "verify").exit_code == 0
    done = run(installed, "audit", "verify", "--head", f"3:{gone.digest}")
    assert done.exit_code == 1
    assert "entry 3 missing" in done.output


def test_a_changed_entry_ends_with_1_and_its_place(installed):
    export(installed)
    by_force(installed, "UPDATE audit_entry SET actor = 'x' WHERE id = 2")
    done = run(installed, "audit", "verify")
    assert done.exit_code == 1
    assert "entry 2 changed after it was written" in done.output


def test_what_is_no_head_ends_with_2(installed):
    done = run(installed, "audit", "verify", "--head", "3:abc")
    assert done.exit_code == 2
    assert "expected NUMBER:DIGEST" in done.output


def by_force(installed, statement):
    with installed.store.begin_write() as conn:
        conn.execute(text("DROP TRIGGER audit_entry_no_update"))
        conn.execute(text("DROP TRIGGER audit_entry_no_delete"))
        conn.execute(text(statement))
