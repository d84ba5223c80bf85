"""Takes apart the text that says where a value stood, as core.collect.places writes it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_OTHERS = re.compile(r" dan (\d+) baris lain$")
_PAGE = re.compile(r"^halaman (\d+): ")
_ANSWER = re.compile(r"^jawaban (\d+): ")
_CELL = re.compile(r"([A-Z]{0,3})(\d{1,7})")
_ROW = re.compile(r"(?:^|: )baris (\d{1,9})(?:, kolom (.*))?$", re.DOTALL)
_LAYER = "lapisan "


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stood.

    Attributes:
        page: Which of several answers in which the place leads somewhere, from 1.
        answer: Which of the answers of the run, from 1, where that is told; else 0.
        sheet, letters: Of a workbook; letters "" means the whole row.
        row: As people see it in sheet or file; 0 where a pointer leads there.
        title: The column by its name (perhaps cut), where it is not known by letters.
        pointer: JSON pointer, "" for sheets and tables.
        others: How many further rows went into the value.
        layer: The map layer whose points were counted; "" for all else.
    """

    page: int = 1
    sheet: str = ""
    letters: str = ""
    row: int = 0
    title: str = ""
    pointer: str = ""
    others: int = 0
    layer: str = ""
    answer: int = 0


@lru_cache(maxsize=2048)  # a sum of 144 desa asks for each of its places three times
def parse_place(text: str) -> Place | None:
    """Return the parts of "Rekap!C7", "baris 12, kolom Mar", "halaman 2: /records/3/nilai"; None if unknown."""
    others = _OTHERS.search(text)
    count = int(others[1]) if others else 0
    text = text[: others.start()] if others else text
    page = _PAGE.match(text)
    number = int(page[1]) if page else 1
    text = text[page.end() :] if page else text
    answer = _ANSWER.search(text)
    if answer:
        within = parse_place(text[answer.end() :])
        return None if within is None else replace(within, answer=int(answer[1]), others=count)
    if text.startswith(_LAYER):
        return Place(layer=text.removeprefix(_LAYER))
    if text.startswith("/"):
        return Place(page=number, pointer=text, others=count)
    row = _ROW.search(text)
    if row:
        return Place(page=number, row=int(row[1]), title=row[2] or "", others=count)
    sheet, mark, cell = text.rpartition("!")
    found = _CELL.fullmatch(cell)
    if mark and found:
        return Place(page=number, sheet=sheet, letters=found[1], row=int(found[2]), others=count)
    return None


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a JSON pointer (RFC 6901)."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
