"""Known holes in our parts are found by version, without asking; what was not looked up is never called clean."""

import importlib.util
import tomllib

import advisories
import pytest

from core.config import ROOT

KNOWN = tomllib.loads(advisories.KNOWN.read_text(encoding="utf-8"))
FLOOR = {"name": "urllib3", "safe": "2.7.0", "advisories": ["CVE-2026-44432"], "why": "answers that explode"}
PINS = [("urllib3", "2.8.0", "requirements.txt"), ("idna", "3.20", "constraints.txt")]


def test_no_part_of_ours_has_a_hole_that_we_know_of(capsys):
    assert advisories.main([]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("version", ["2.6.3", "1.26.20", "2.7.0rc1"])
def test_a_part_below_its_floor_is_told_with_what_was_found_and_wanted_and_why(version):
    [told] = advisories.too_old([FLOOR], [("urllib3", version, "requirements.txt")])
    wanted = f"urllib3: requirements.txt has {version}, 2.7.0 or later is wanted: CVE-2026-44432 (answers that explode)"
    assert told == wanted


@pytest.mark.parametrize("version", ["2.7.0", "2.10.0", "3.0"])
def test_a_part_at_its_floor_or_above_is_fine(version):
    assert advisories.too_old([FLOOR], [("urllib3", version, "requirements.txt")]) == []


def test_an_entry_that_no_part_needs_any_more_is_told():
    [told] = advisories.too_old([FLOOR], [("idna", "3.20", "constraints.txt")])
    assert "urllib3" in told


def test_a_pin_is_read_from_every_file_whatever_stands_around_it(tmp_path):
    (tmp_path / "requirements.txt").write_text("# a\nPsycopg[binary]==3.3.9\n", encoding="utf-8")
    (tmp_path / "requirements-dev.txt").write_text('pysqlite3==0.6.1; sys_platform == "linux"\n', encoding="utf-8")
    (tmp_path / "constraints.txt").write_text("typing_extensions==4.16.0\n", encoding="utf-8")
    assert [pin[:2] for pin in advisories.pins(tmp_path)] == [
        ("psycopg", "3.3.9"),
        ("pysqlite3", "0.6.1"),
        ("typing-extensions", "4.16.0"),
    ]


def test_what_is_installed_otherwise_than_pinned_is_told():
    [told] = advisories.not_as_pinned(PINS, {"urllib3": "2.6.0", "idna": "3.20"})
    assert told == "urllib3: 2.6.0 is installed, requirements.txt pins 2.8.0"


def test_the_chart_library_that_browsers_get_is_looked_at_too():
    parts = [part for part in KNOWN["part"] if part.get("served")]
    assert advisories.too_old(parts, [("plotly-js", "2.12.1", "Makefile")])
    assert {where for _, _, where in advisories.served()} == {"Makefile", "the Python part plotly"}


def test_each_entry_says_which_hole_why_it_matters_and_where_that_was_read():
    for part in KNOWN["part"]:
        assert part["advisories"] and part["why"] and part["read"], part["name"]
    for one in KNOWN["open"]:
        assert one["advisories"] and one["why"], one["name"]
        file, _, name = one["shown_by"].partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), one["name"]


def test_what_can_make_code_of_a_stored_job_is_not_there():
    assert importlib.util.find_spec("apscheduler") is not None
    assert importlib.util.find_spec("apscheduler.serializers") is None


def looked_up(name, *holes):
    return {"name": name, "version": "1", "vulns": list(holes)}


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        ([looked_up("urllib3"), looked_up("idna")], []),
        ([looked_up("urllib3"), {"name": "idna", "skip_reason": "not found"}], ["not audited: not found"]),
        ([looked_up("urllib3")], ["the answer does not name it"]),
        ([], ["the answer does not name it"] * 2),
        (
            [looked_up("urllib3", {"id": "PYSEC-1", "fix_versions": ["9.0"]}), looked_up("Idna")],
            ["PYSEC-1, mended in 9.0"],
        ),
        ([looked_up("urllib3", {"id": "PYSEC-2", "fix_versions": []}), looked_up("idna")], ["mended in no version"]),
    ],
)
def test_only_an_answer_about_every_part_is_clean(answered, words):
    told = advisories.not_clean({"dependencies": answered}, PINS)
    assert len(told) == len(words)
    assert all(word in sentence for word, sentence in zip(words, told, strict=True))


def test_a_program_that_gives_no_answer_leaves_every_part_not_audited(tmp_path, capsys):
    silent = tmp_path / "pip-audit"
    silent.write_text("#!/bin/sh\necho 'no connection' >&2\nexit 1\n", encoding="utf-8")
    silent.chmod(0o755)
    assert advisories.main(["--online", str(silent)]) == 1
    assert capsys.readouterr().out.count("not audited") == len(advisories.pins())
