"""Every command, option, make target, page, connector, reason and catalogue column is described where people look."""

import re

import dash
import pytest
from documents import read, rows, sections

import data_sources  # noqa: F401 - registers the connectors
from core.__main__ import cli
from core.collect.connectors import connectors
from core.config import ROOT
from core.domain.freshness import LIMITS
from core.reasons import Reason, explain

MAKE = re.compile(r"^([a-z]+):", re.MULTILINE)


def commands(command, path="python -m core"):
    """Yield every command with its whole name."""
    for name, one in command.commands.items():
        whole = f"{path} {name}"
        yield from commands(one, whole) if hasattr(one, "commands") else [(whole, one)]


COMMANDS = dict(commands(cli))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_heading_and_its_options_stand_below(name):
    text = sections(read("docs/commands.md"))[name]
    for parameter in COMMANDS[name].params:
        words = (
            parameter.opts
            if parameter.param_type_name == "option"
            else [(parameter.metavar or parameter.name.upper()).strip("[].")]
        )
        assert any(word in text for word in words), f"{name}: {words}"


def test_no_command_is_described_that_does_not_exist():
    headings = [one for one in sections(read("docs/commands.md")) if one.startswith("python -m core")]
    assert set(headings) == set(COMMANDS)


def test_the_commands_that_documents_tell_people_to_type_exist():
    names = {name.split()[3] for name in COMMANDS}
    for path in sorted(ROOT.glob("**/*.md")):
        if ".venv" not in path.parts:
            told = set(re.findall(r"python -m core ([a-z][a-z-]+)", path.read_text(encoding="utf-8")))
            assert told <= names, f"{path.name}: {told - names}"


def test_every_make_target_is_in_the_readme():
    targets = set(MAKE.findall(read("Makefile")))
    assert {"run", "test", "check"} <= targets
    told = set(re.findall(r"`make ([a-z]+)`", read("README.md")))
    assert told == targets


def test_every_address_of_a_page_is_in_the_picture_of_the_architecture(dashboard):
    text = read("docs/architecture.md")
    addresses = {page["path_template"] or page["path"] for page in dash.page_registry.values()}
    assert {"/", "/peta", "/indikator/<kode>"} <= addresses
    assert [one for one in sorted(addresses) if f"`{one}`" not in text] == []


def test_every_route_beside_the_pages_is_there_too(dashboard):
    text = read("docs/architecture.md")
    rules = {str(rule) for rule in dashboard.server.url_map.iter_rules()}
    own = {rule for rule in rules if re.match(r"/(unduh|skrip|sumber)", rule)}
    assert own
    assert [rule for rule in sorted(own) if rule.split("<")[0] not in text] == []


@pytest.mark.parametrize("kind", sorted(connectors()))
def test_a_connector_has_its_heading_and_its_options_stand_below(kind):
    text = sections(read("docs/connectors.md"))
    one = connectors()[kind]
    assert kind in text
    below = text[kind] + text["How all of them ask"]
    assert [option for option in one.required | one.optional | one.one_of if f"`{option}`" not in below] == []


@pytest.mark.parametrize("reason", Reason, ids=lambda one: one.value)
def test_a_reason_code_stands_where_connectors_are_described(reason):
    assert f"`{reason.value}`" in read("docs/connectors.md")


def test_the_guide_explains_every_reason_in_the_words_of_the_pages():
    """`python -m docs.reasons` writes these tables."""
    told = {row[0].strip("`"): row[1:] for row in rows(read("docs/panduan.md")) if row[0].strip("`") in set(_codes())}
    assert told == {one.value: [explain(one).sentence, explain(one).mend] for one in Reason}


def test_the_guide_says_of_every_frequency_when_a_figure_is_late():
    told = rows(sections(read("docs/panduan.md"))["Kapan disebut terlambat"])
    assert [tuple(map(int, row[1:])) for row in told] == list(LIMITS.values())
    assert [row[0] for row in told] == [frequency.value for frequency in LIMITS]


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "catalogue").glob("*.csv")))
def test_every_column_of_the_catalogue_is_described(name):
    header = read(f"catalogue/{name}").lstrip("\ufeff").splitlines()[0].replace(";", ",").split(",")
    told = [row[0].strip("`") for row in rows(sections(read("catalogue/README.md"))[name])]
    assert told == [column.strip('"') for column in header]


def _codes():
    return [one.value for one in Reason]
