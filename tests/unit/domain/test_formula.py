"""Formulas of the catalogue: arithmetic and nothing else; what is missing makes the result missing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_properties import RULES

from core.domain.formula import check_formula, evaluate, names
from core.errors import CatalogueError

ENDLESS = "(" * 12 + "9" + " ** 10)" * 12 + " * A"  # whole numbers would grow until the memory is full


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("LH_B / LH_A * 100", 25),
        ("(LH_B + LH_C) / LH_A * 100", 40),
        ("sum(LH_A, LH_B, LH_C)", 280),
        ("min(LH_A, LH_B) - max(LH_B, LH_C)", 0),
        ("0.376 * LH_A + 0.405 * LH_B + 0.219 * LH_C", 102.02),
        ("-LH_A ** 2", -40000),
        ("LH_B / JUMLAH_DESA * 100", 50 / 144 * 100),
        ("  LH_A ", 200),
        ("2 ** -1", 0.5),
    ],
)
def test_arithmetic(formula, result):
    values = {"LH-A": 200, "LH-B": 50, "LH_C": 30, "JUMLAH_DESA": 144}
    check_formula(formula, values)
    assert evaluate(formula, values) == pytest.approx(result)


def test_the_names_are_told_as_the_formula_writes_them():
    assert names("min(LH_B, LH_A) / JUMLAH_DESA * 100 + LH_A") == {"LH_A", "LH_B", "JUMLAH_DESA"}
    assert names("1 + 1") == frozenset()


@pytest.mark.parametrize("values", [{"A": None, "B": 2}, {"B": 2}, {"A": math.nan, "B": 2}, {}])
@pytest.mark.parametrize("formula", ["A + B", "A * 0 + B", "min(A, B)", "sum(A, B)", "B - A * 0"])
def test_a_missing_part_makes_the_result_missing(formula, values):
    assert evaluate(formula, values) is None


def test_a_zero_is_no_missing_part():
    assert evaluate("A + B", {"A": 0, "B": 0.0}) == 0


@pytest.mark.parametrize(
    "formula", ["A / B", "A / (B - B)", "0 / B", "B ** -1", "A * 1e300 * 1e300", "(-A) ** 0.5", ENDLESS]
)
def test_what_has_no_finite_result_gives_none_and_no_error(formula):
    assert evaluate(formula, {"A": 1, "B": 0}) is None


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "A +",
        "A B",
        "A; B",
        "A.real",
        "A[0]",
        "'A'",
        "True",
        "None",
        "1j",
        "1e999",
        "A if B else 1",
        "A and B",
        "A < B",
        "A % B",
        "A // B",
        "[A]",
        "(A, B)",
        "lambda: A",
        "(A := 1)",
        "abs(A)",
        "min(A)",
        "sum()",
        "sum(*A)",
        "sum(A, start=1)",
        "A ** B",
        "A ** 11",
        "A ** -(11)",
        "__import__('os').system('true')",
        "().__class__",
        "min.__globals__",
        "f'{A}'",
        "A" * 501,
        "(" * 240 + "A" + ")" * 240,
        "+".join("A" * 150),
        "9" * 400,
        "A\x00",
    ],
)
def test_everything_else_is_refused(formula):
    with pytest.raises(CatalogueError, match=r"^formula"):
        check_formula(formula, ["A", "B"])
    with pytest.raises(CatalogueError):
        evaluate(formula, {"A": 1, "B": 2})


def test_an_unknown_name_is_refused_by_name_before_anything_is_worked_out():
    with pytest.raises(CatalogueError, match=r"names LH_X, which is no code"):
        check_formula("LH_X / LH_A", ["LH-A"])


@pytest.mark.parametrize("name", ["sum", "min", "print", "__builtins__"])
def test_a_function_is_no_value(name):
    with pytest.raises(CatalogueError):
        check_formula(name, ["A"])


@RULES
@given(*[st.none() | st.floats(-1e6, 1e6)] * 3)
def test_the_result_is_pythons_own_or_none(a, b, c):
    got = evaluate("(B + C) / A * 100 - min(A, B)", {"A": a, "B": b, "C": c})
    if None in (a, b, c) or a == 0:
        assert got is None
    else:
        expected = (b + c) / a * 100 - min(a, b)
        assert got == (expected if math.isfinite(expected) else None)
