"""Formulas that combine indicators, as the catalogue writes them: "LH_B / LH_A * 100".

Two fences: the tree is checked against a short list of what may stand in it, and simpleeval, which
knows no attributes, no subscripts and no built-ins here, works it out.
"""

import ast
import operator
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import fsum, isfinite
from typing import Any, cast

from simpleeval import SimpleEval

from core.errors import CatalogueError

BUILT_IN = frozenset({"JUMLAH_DESA"})  # number of desa and kelurahan in the area

_MOST_CHARACTERS = 500
_MOST_PARTS = 200  # nodes of the tree; the longest formula of the catalogue has some 20
_MOST_POWER = 10
_LARGEST = 1e300  # of a number that is written out
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_FUNCTIONS = {"min": min, "max": max, "sum": lambda *parts: fsum(parts)}
_LEAST_ARGUMENTS = {"min": 2, "max": 2, "sum": 1}  # min(x) would ask Python to walk through a number


def name_of(code: str) -> str:
    """Return an indicator's code as a formula writes it: "LH-03" is LH_03."""
    return code.replace("-", "_")


def names(formula: str) -> frozenset[str]:
    """Return the names that a formula needs, as it writes them (see `name_of`).

    Raises:
        CatalogueError: If the formula cannot be read.
    """
    return _parse(formula)[1]


def check_formula(formula: str, known: Iterable[str]) -> None:
    """Refuse a formula that cannot be read or that names what does not exist.

    Args:
        formula: As in the catalogue.
        known: Indicator codes ("LH-03" or LH_03); the built-in names are known anyway.

    Raises:
        CatalogueError: Saying what is wrong and what would be right.
    """
    unknown = names(formula) - {name_of(code) for code in known} - BUILT_IN
    if unknown:
        raise CatalogueError(
            f"formula {formula!r} names {', '.join(sorted(unknown))}, which is no code of catalogue/indicators.csv "
            f"or variables.csv (write - as _) and none of {', '.join(sorted(BUILT_IN))}"
        )


def evaluate(formula: str, values: Mapping[str, float | None]) -> float | None:
    """Return what a formula gives for one area and period.

    Args:
        formula: As in the catalogue.
        values: By code or name; None, NaN or absent is missing.

    Returns:
        None when a part is missing (it never counts as zero), when something would be divided by
        zero, or when the result is no finite number.

    Raises:
        CatalogueError: If the formula cannot be read.
    """
    tree, needed = _parse(formula)
    parts = {name_of(code): value for code, value in values.items()}
    given = {name: _finite(parts.get(name)) for name in needed}
    if None in given.values():
        return None
    evaluator = SimpleEval(operators=_OPERATORS, functions=_FUNCTIONS, names=given)
    try:
        return _finite(evaluator.eval(formula, previously_parsed=tree.body))
    except (ZeroDivisionError, OverflowError):
        return None


def _finite(value: Any) -> float | None:
    """Return a finite float, else None: a root of a negative number is complex, 1e308 * 10 is infinite."""
    if value is None or isinstance(value, complex) or not isfinite(value):
        return None
    return float(value)


@lru_cache(maxsize=512)
def _parse(formula: str) -> tuple[ast.Expression, frozenset[str]]:
    if len(formula) > _MOST_CHARACTERS:
        raise CatalogueError(f"formula of {len(formula)} characters; at most {_MOST_CHARACTERS} are read")
    try:
        tree = ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise CatalogueError(f"formula {formula!r} cannot be read; expected like LH_B / LH_A * 100") from None
    nodes = list(ast.walk(tree))
    if len(nodes) > _MOST_PARTS:
        raise CatalogueError(f"formula {formula!r} has {len(nodes)} parts; at most {_MOST_PARTS} are read")
    for node in nodes:
        if not _is_allowed(node):
            raise CatalogueError(
                f"formula {formula!r} holds {ast.unparse(node) or type(node).__name__!r}; allowed are numbers, codes, "
                f"+ - * / ** (power at most {_MOST_POWER}) and {', '.join(_FUNCTIONS)}"
            )
        if isinstance(node, ast.Constant):
            # Whole numbers would grow without end: 9 ** 10 ** 10 ** 10. Floats overflow and give None.
            node.value = float(cast(float, node.value))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return tree, frozenset(n.id for n in nodes if isinstance(n, ast.Name) and id(n) not in called)


def _is_allowed(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return _is_function(node)
    if isinstance(node, ast.Constant):
        return _is_number(node, below=_LARGEST)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return _is_small(node.right)
    plain = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Name, ast.Load, *_OPERATORS)
    return isinstance(node, plain)


def _is_function(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    # Keywords and stars are nodes of their own, and not among the allowed ones.
    return name in _FUNCTIONS and len(call.args) >= _LEAST_ARGUMENTS[name]


def _is_small(power: ast.AST) -> bool:
    if isinstance(power, ast.UnaryOp):
        return _is_small(power.operand)
    return _is_number(power, below=_MOST_POWER)


def _is_number(node: ast.AST, *, below: float) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= below
