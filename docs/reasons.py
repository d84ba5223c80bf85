"""Writes the tables of reason codes in docs/panduan.md from the words that the pages show: python -m docs.reasons."""

import re

from core.config import ROOT
from core.reasons import Reason, explain
from core.reasons_id import FOUND

GUIDE = ROOT / "docs" / "panduan.md"
_GROUPS = {
    "Yang tertulis": "Satu baris atau satu sel",
    "Yang ditemukan": "Satu berkas atau satu jawaban, seluruhnya",
    "Yang diterima": "Sumber tidak memberi jawaban yang dapat dipakai",
}
_BETWEEN = re.compile(r"(?<=<!-- alasan -->\n).*?(?=<!-- akhir alasan -->)", re.DOTALL)


def reason_tables() -> str:
    """Return the tables as Markdown, one a group, in the order of the codes."""
    return "\n".join(f"### {title}\n\n{_table(found)}\n" for found, title in _GROUPS.items())


def _table(found: str) -> str:
    told = [(one.value, explain(one)) for one in Reason if FOUND[one.value] == found]
    rows = [f"| `{code}` | {words.sentence} | {words.mend} |" for code, words in told]
    return "\n".join(["| Kode | Artinya | Cara memperbaiki |", "| --- | --- | --- |", *rows])


def main() -> None:
    """Write the tables into the guide."""
    guide = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(_BETWEEN.sub(lambda _: f"\n{reason_tables()}\n", guide), encoding="utf-8")


if __name__ == "__main__":
    main()
