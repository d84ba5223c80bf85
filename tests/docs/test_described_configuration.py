"""Every section and key that core/config.py knows is described, with its type, its default and its meaning."""

import json
import typing
from enum import Enum

import pytest
from documents import read, rows, sections
from pydantic_core import PydanticUndefined

from core import config
from core.collect.config_check import WORDS
from core.collect.contract import Layout
from core.sso.section import Sso

MODELS = {
    "[city]": config.City,
    "[server]": config.Server,
    "[access]": config.Access,
    "[access.sso]": Sso,
    "[store]": config.Store,
    "[collect]": config.Collect,
    "[upload]": config.Upload,
    "[index]": config.IndexRule,
    "[map]": config.Map,
    "[wall]": config.Wall,
    "[[wall.slides]]": config.Slide,
    "[demo]": config.Demo,
    "[sources.*]": config._SourceSection,
    "[sources.*.indicators]": config._ColumnSection,
}
KEYS = [(section, key) for section, model in MODELS.items() for key in model.model_fields]
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}


@pytest.fixture(scope="module")
def described():
    """Return the row of each key by section and key."""
    found = sections(read("docs/configuration.md"))
    keys = [(section, row) for section in MODELS for row in rows(found[section]) if row[0].startswith("`")]
    return {(section, row[0].strip("`")): row for section, row in keys}


def type_in_words(annotation):
    if annotation in PLAIN:
        return PLAIN[annotation]
    if typing.get_origin(annotation) is typing.Literal:
        return "one of " + ", ".join(word for word in typing.get_args(annotation) if word)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "one of " + ", ".join(one.value for one in annotation)
    return {
        tuple[str, ...]: "list of texts",
        dict[str, str]: "table of texts",
        dict[str, tuple[str, ...]]: "table of lists",
    }.get(annotation, "tables")


def default_in_words(field):
    value = field.default.value if isinstance(field.default, Enum) else field.default
    if value is PydanticUndefined:
        return "required"
    return "none" if value in ({}, (), None) else f"`{json.dumps(value)}`"


def test_every_section_of_the_file_is_known_here():
    inner = {"Slide", "Sso", "_ColumnSection", "_SourceSection"}
    classes = {model.__name__ for model in MODELS.values()}
    top = {field.annotation.__name__ for name, field in config._File.model_fields.items() if name != "sources"}
    assert top | inner == classes


@pytest.mark.parametrize(("section", "key"), KEYS, ids=lambda one: one)
def test_a_key_is_described_as_the_code_reads_it(described, section, key):
    field = MODELS[section].model_fields[key]
    _, kind, default, meaning = described[section, key]
    assert (kind, default) == (type_in_words(field.annotation), default_in_words(field))
    assert len(meaning) > 10


def test_no_key_is_described_that_does_not_exist(described):
    layouts = {("[sources.*]", layout.value) for layout in Layout}  # their table stands in a section of its own
    assert set(described) - layouts == set(KEYS)


def test_the_limits_of_numbers_are_named(described):
    for section, key in KEYS:
        for rule in MODELS[section].model_fields[key].metadata:
            for name in ("ge", "le"):
                limit = getattr(rule, name, None)
                assert limit is None or f"{limit:.12g}" in described[section, key][3], (section, key, name)


def test_every_layout_and_every_word_is_described():
    found = sections(read("docs/configuration.md"))
    assert {row[0].strip("`") for row in rows(found["Layouts"])} == {layout.value for layout in Layout}
    words = ", ".join(row[0] for row in rows(found["Words of columns and fixed"]))
    assert set(words.replace("`", "").split(", ")) == WORDS


def test_the_environment_is_described():
    names = [row[0].strip("`") for row in rows(sections(read("docs/configuration.md"))["Environment"])]
    assert {"PORT", "DATA_DIR", "CONFIG", "STORE_URL"} <= set(names)


def test_every_key_of_the_shipped_file_is_described(described):
    content = config._read_toml(config.ROOT / "config.toml")
    assert content
    for section, table in content.items():
        if section != "sources":
            assert {(f"[{section}]", key) for key in table} <= set(described)
