"""The commands as an operator types them: output, exit codes, and that docs/commands.md tells them all."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from core.__main__ import cli
from core.config import ROOT
from tests.collecting import Installation, feeds, section, table

DOCS = ROOT / "docs" / "commands.md"


@pytest.fixture
def server():
    with feeds() as running:
        running.give("good", table(months=["2025-01"]))
        running.give("bad", (403, {}, "no"))
        yield running


@pytest.fixture
def installed(tmp_path, server):
    sections = [section(name, url=server.url(name)) for name in ("good", "bad")]
    made = Installation(tmp_path, *sections)
    yield made
    made.store.close()


def _type(installed, *words, **environment):
    command = [sys.executable, "-m", "core", *words, "--config", str(installed.path)]
    surroundings = {**os.environ, **installed.environment, **environment}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def test_collect_ends_with_0_and_says_what_came_in(installed):
    done = _type(installed, "collect", "good")
    assert done.returncode == 0, done.stderr
    assert re.search(r"\[1/1\] good \.\.\. ok: 10 new \(\d+\.\d s\)", done.stdout)


def test_collect_ends_with_1_when_a_source_failed_and_the_others_are_collected(installed):
    done = _type(installed, "collect")
    assert done.returncode == 1
    assert "SourceRefusedError" in done.stdout
    assert installed.one("SELECT count(*) FROM observation") == 10
    assert "Traceback" not in done.stdout + done.stderr


def test_collect_ends_with_1_when_every_row_is_refused_and_lists_them(installed, server):
    server.give("good", "kecamatan,periode,nilai\nAntah,2025-01,1\n")
    done = _type(installed, "collect", "good")
    assert done.returncode == 1
    assert "area_unknown: 'Antah'" in done.stdout


def test_rejected_rows_beside_good_ones_are_no_failure(installed, server):
    server.give("good", table(months=["2025-01"]) + "Antah,2025-01,1\n")
    done = _type(installed, "collect", "good")
    assert done.returncode == 0
    assert "1 rejected" in done.stdout


def test_collect_as_json_prints_one_object_a_source_and_nothing_else(installed):
    done = _type(installed, "collect", "--json")
    told = {one["source"]: one for one in json.loads(done.stdout)}
    assert (told["good"]["state"], told["good"]["new"]) == ("ok", 10)
    assert (told["bad"]["state"], told["bad"]["reason"]) == ("failed", "source_forbidden")
    assert told["bad"]["mend"]


def test_a_dry_run_leaves_no_trace(installed):
    done = _type(installed, "collect", "good", "--dry-run")
    assert done.returncode == 0
    assert "dry run, nothing stored" in done.stdout
    assert installed.one("SELECT count(*) FROM run") == 0
    assert not (installed.folder / "raw").exists()


def test_an_unknown_source_ends_with_2_and_the_known_ones(installed):
    done = _type(installed, "collect", "godo")
    assert done.returncode == 2
    assert "godo" in done.stderr
    assert "known: good, bad" in done.stderr


def test_a_wrong_option_ends_with_2(installed):
    assert _type(installed, "collect", "--fast").returncode == 2


def test_a_connector_that_does_not_exist_ends_with_2_after_the_others_were_collected(tmp_path, server):
    wrong = section("wrong", connector="fax")
    made = Installation(tmp_path, section("good", url=server.url("good")), wrong)
    done = _type(made, "collect")
    assert done.returncode == 2
    assert made.one("SELECT count(*) FROM observation") == 10
    made.store.close()


def test_a_store_that_refuses_ends_with_3(installed):
    (installed.folder / "no-database").write_text("this is no database, it is a text of some length " * 50)
    done = _type(installed, "collect", STORE_URL=f"sqlite:///{installed.folder}/no-database")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Error: ")


def test_check_config_ends_with_0_when_all_is_fine(installed):
    done = _type(installed, "check-config")
    assert (done.returncode, done.stdout.strip().startswith("fine: 2 source(s)")) == (0, True)


def test_check_config_lists_every_fault_with_section_key_and_value(tmp_path, server):
    made = Installation(
        tmp_path,
        section("one", url="http://127.0.0.1/x", path="x.csv", agency="DHL", schedule="every day"),
        section("two", connector="csv_fil", url="http://127.0.0.1/x"),
        section("three", url="http://127.0.0.1/x", delimeter=";", indicator="LH-1", secret="NOT_SET_ANYWHERE"),
        section("four", url="http://127.0.0.1/x", unit="kilometer"),
        section("five", schedule="0 0 31 2 *"),
    )
    done = _type(made, "check-config")
    assert done.returncode == 2
    for told in (
        "[sources.one]: exactly one of path, url is needed, found path and url",
        "[sources.one] schedule = 'every day'",
        "[sources.one] agency = 'DHL': no such agency code; did you mean DLH",
        "[sources.two] connector = 'csv_fil': unknown connector",
        "[sources.three] delimeter = ';': no such option of csv_file; did you mean delimiter",
        "[sources.three.indicators] LH-1",
        "warning: [sources.three] secret = 'NOT_SET_ANYWHERE'",
        "[sources.four.indicators.LH-01] unit = 'kilometer': cannot be converted into 'ton/hari'",
        "[sources.five]: exactly one of path, url is needed, found none",
        "[sources.five] schedule = '0 0 31 2 *': there is no such day",
    ):
        assert told in done.stdout, told
    assert "9 fault(s)" in done.stderr
    made.store.close()


def test_check_config_knows_the_indicators_of_the_wall(tmp_path, server):
    slides = '[[wall.slides]]\ntitle = "Sampah"\nindicators = ["LH-03", "LH-3", "Sampah harian"]\n'
    made = Installation(tmp_path, section("one", url="http://127.0.0.1/x"), slides)
    done = _type(made, "check-config")
    near, unknown = done.stdout.splitlines()
    assert done.returncode == 2
    assert near.startswith("fault: [wall.slides] indicators = 'LH-3': slide 'Sampah': no such indicator code; did you")
    assert "LH-03" in near
    assert unknown.startswith("fault: [wall.slides] indicators = 'Sampah harian': slide 'Sampah': no such indicator")
    made.store.close()


def test_check_config_lists_faults_of_the_file_itself(installed):
    broken = installed.path.read_text().replace("attempts = 1", "attempts = 99\nattempst = 1")
    installed.path.write_text(broken)
    done = _type(installed, "check-config")
    assert done.returncode == 2
    assert "collect.attempts" in done.stdout
    assert "collect.attempst" in done.stdout


def test_a_config_that_is_not_there_ends_with_2(installed):
    installed.path.unlink()
    for words in (["check-config"], ["collect"]):
        assert _type(installed, *words).returncode == 2


def test_the_projects_own_configuration_is_fine():
    command = [sys.executable, "-m", "core", "check-config"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_observations_are_exported_as_csv_and_json_alike(installed):
    _type(installed, "collect", "good")
    file = installed.folder / "out.csv"
    done = _type(installed, "export", "observations", "--format", "csv", "--output", str(file))
    assert done.returncode == 0, done.stderr
    table_rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    objects = json.loads(_type(installed, "export", "observations", "--format", "json").stdout)
    assert len(table_rows) == len(objects) == 10
    assert [float(row["value"]) for row in table_rows] == [one["value"] for one in objects]
    assert {(one["indicator"], one["period"], one["source"]) for one in objects} == {("LH-01", "2025-01", "good")}
    assert all(len(one["raw_sha256"]) == 64 for one in objects)
    assert not list(installed.folder.glob(".*.part"))


def test_simulated_observations_say_so_in_every_row_of_the_export(tmp_path, server):
    made = Installation(tmp_path, section("good", url=server.url("good"), simulated=True), "[demo]\nenabled = true\n")
    _type(made, "collect", "good")
    objects = json.loads(_type(made, "export", "observations", "--format", "json").stdout)
    assert {one["remark"] for one in objects} == {"SIMULASI"}
    made.store.close()


def test_a_stopped_collect_gives_its_run_up_and_says_which_signal_it_was(installed, server):
    asked, never = threading.Event(), threading.Event()
    server.give("good", (200, {}, lambda _: asked.set() or never.wait(20) or table()))
    command = [sys.executable, "-m", "core", "collect", "good", "--config", str(installed.path)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **installed.environment})
    assert asked.wait(60)
    told_at = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert time.monotonic() - told_at < 10
    assert installed.dump() == []
    never.set()


def _commands(group=cli, prefix=""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_command_and_option_is_documented_and_has_an_example(name, command):
    told = DOCS.read_text(encoding="utf-8")
    assert f"python -m core {name}" in told
    for option in command.params:
        assert not option.name.startswith("-")
        assert all(spelled in told for spelled in option.opts if spelled.startswith("--"))
    assert "Example" in command.help


def test_every_exit_code_is_documented():
    told = DOCS.read_text(encoding="utf-8")
    for code in ("| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 130 |", "| 143 |"):
        assert code in told
