"""Strict JSON, and the records in it: what is not plain JSON is refused, never repaired."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from core.collect.contract import PLACE
from core.errors import SourceChangedError, SourceDownError, SourceError
from core.reasons import Reason
from data_sources._secrets import snippet

DEPTH = 64  # nested levels; the deepest real answer (polygons in GeoJSON) has 8
DIGITS = 40  # of one whole number; no figure of a kabupaten has more
EACH = "*"  # step of a path: every entry of a list

_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)', re.DOTALL)
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")
_BEGINS = re.compile(rb'\A\s*(?:[\[{"\d-]|true\b|false\b|null\b|NaN\b|Infinity\b)')


class _RefusedError(Exception):
    def __init__(self, reason: Reason, found: str) -> None:
        self.reason, self.found = reason, found
        super().__init__(found)


def parse_json(source_id: str, content: bytes, *, secret: str = "") -> Any:
    """Return the value of a JSON text in UTF-8; a byte order mark at its beginning is passed over.

    Raises:
        SourceDownError: If it is no JSON at all, or ends in the middle: another try may bring it whole.
        SourceChangedError: If it nests too deep, repeats a key, or holds NaN, Infinity or endless numbers.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not _BEGINS.match(content):
        raise _no_json(source_id, content, secret)
    if _depth(content) > DEPTH:
        raise _refused(source_id, Reason.JSON_TOO_DEEP, f"more than {DEPTH} levels")
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except _RefusedError as error:
        raise _refused(source_id, error.reason, error.found) from None
    except UnicodeDecodeError as error:
        raise _refused(source_id, Reason.ENCODING_ERROR, f"byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _broken(source_id, error) from None


def records_at(source_id: str, value: Any, path: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the records at a path, each with its JSON pointer.

    Args:
        source_id: For messages.
        value: The parsed answer.
        path: Dotted ("result.records") or a JSON pointer ("/result/records"); "" is the root; a step "*" takes
            every entry of a list, and plain values of the objects passed on the way are added to the records below
            under their dotted path, unless the record has a key of that name.

    Raises:
        SourceChangedError: If the path does not lead to a list of objects, or to one object.
    """
    steps = _steps(path)
    return list(_walk(source_id, value, steps, "", {}, ""))


def frame_of(records: list[tuple[str, dict[str, Any]]]) -> pd.DataFrame:
    """Return records as a frame: values as they came, nested objects under dotted names, PLACE beside them."""
    # dtype object: whole numbers stay whole numbers where a record lacks the key.
    frame = pd.DataFrame([flat(record) for _, record in records], dtype=object)
    frame[PLACE] = pd.Series([place for place, _ in records], dtype=object, index=frame.index)
    return frame


def flat(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return an object with the keys of nested objects joined by dots; lists stay lists."""
    levels: list[tuple[str, Mapping[str, Any]]] = [(prefix, record)]
    result: dict[str, Any] = {}
    while levels:
        above, level = levels.pop(0)
        for key, value in level.items():
            if isinstance(value, Mapping) and value:
                levels.append((f"{above}{key}.", value))
            else:
                result[f"{above}{key}"] = value
    return result


def value_at(value: Any, path: str) -> Any:
    """Return what stands at a path without "*"; None when nothing does."""
    for step in _steps(path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def pointer(*steps: object) -> str:
    """Return the JSON pointer of the steps (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _steps(path: str) -> list[str]:
    if path.startswith("/"):
        return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]
    return [step for step in path.split(".") if step]


def _walk(
    source_id: str, value: Any, steps: list[str], place: str, above: dict[str, Any], name: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    if not steps:
        yield from _records(source_id, value, place, above)
        return
    step, rest = steps[0], steps[1:]
    if step == EACH and isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _walk(source_id, entry, rest, f"{place}/{number}", above, name)
    elif isinstance(value, Mapping) and step in value:
        plain = {f"{name}{key}": one for key, one in value.items() if not isinstance(one, (dict, list))}
        yield from _walk(source_id, value[step], rest, place + pointer(step), above | plain, f"{name}{step}.")
    elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
        yield from _walk(source_id, value[int(step)], rest, f"{place}/{step}", above, name)
    else:
        found = ", ".join(map(str, value))[:200] if isinstance(value, Mapping) else type(value).__name__
        raise SourceChangedError(
            source_id,
            f"there is no {step!r} at {place or '/'}; found: {found}. Nothing was stored. Correct records in "
            f"[sources.{source_id}]",
            reason=Reason.SCHEMA_MISMATCH,
            found=found,
            expected=step,
        )


def _records(source_id: str, value: Any, place: str, above: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    entries = value if isinstance(value, list) else [value]
    for number, entry in enumerate(entries):
        at = f"{place}/{number}" if isinstance(value, list) else place
        if not isinstance(entry, dict):
            kind = type(entry).__name__
            raise SourceChangedError(
                source_id,
                f"{at or '/'} is no record (an object) but {kind}. Nothing was stored",
                reason=Reason.SCHEMA_MISMATCH,
                found=kind,
                expected="object",
            )
        yield at, above | entry


def _depth(content: bytes) -> int:
    """Return how deep brackets nest, outside of strings; without recursion, in a few passes of compiled code."""
    if content.count(b"[") + content.count(b"{") <= DEPTH:
        return 0
    brackets = np.frombuffer(_STRINGS.sub(b"", content).translate(None, _NO_BRACKETS), dtype=np.uint8)
    opening = (brackets == ord("[")) | (brackets == ord("{"))
    return int(np.cumsum(np.where(opening, 1, -1)).max(initial=0))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(Reason.JSON_DUPLICATE_KEY, f"key {twice[:60]!r} twice in one object")
    return result


def _constant(name: str) -> NoReturn:
    raise _RefusedError(Reason.JSON_INVALID, f"{name} is no JSON number")


def _integer(digits: str) -> int:
    if len(digits) > DIGITS:
        raise _RefusedError(Reason.JSON_INVALID, f"a whole number of {len(digits)} digits")
    return int(digits)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _RefusedError(Reason.JSON_INVALID, f"{text[:40]} is beyond every number")
    return number


def _refused(source_id: str, reason: Reason, found: str) -> SourceChangedError:
    return SourceChangedError(
        source_id, f"the answer is no JSON that can be trusted: {found}. Nothing was stored", reason=reason, found=found
    )


def _broken(source_id: str, error: json.JSONDecodeError) -> SourceError:
    # Only white space behind the fault, or a string without an end: the text stops, it is not wrong.
    stops = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string")
    where = f"row {error.lineno}, column {error.colno}"
    if stops:
        return SourceDownError(
            source_id, f"the JSON ends in the middle ({where}). Nothing was stored", reason=Reason.TRUNCATED
        )
    return _refused(source_id, Reason.JSON_INVALID, f"{error.msg} at {where}")


def _no_json(source_id: str, content: bytes, secret: str) -> SourceDownError:
    said = snippet(content, secret)
    return SourceDownError(
        source_id,
        f"sent no JSON but {said!r}. Nothing was stored, the last good figures stay on screen",
        reason=Reason.FORMAT_MISMATCH if content.lstrip()[:1] == b"<" else Reason.JSON_INVALID,
        found=said,
        expected="JSON",
    )
