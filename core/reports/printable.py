"""Text as it is printed on paper: one line, of letters that can be shown, in pieces between which a line may break."""

import re
import unicodedata

REPLACED = "\ufffd"  # what stands for a letter that cannot be printed

_LONG_WORD = re.compile(r"\S{20,}")
_PIECE = re.compile(r"\S{1,8}")
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"  # stand over or below a letter
_PILED = re.compile(f"({_MARKS}{{2}}){_MARKS}+")  # a pile of them would cover the lines beside it
# What turns the letters behind it around: a reader is shown that something was there.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def pieces(text: str) -> list[str]:
    """Return a text in pieces between which a line may break: long words come apart, others stay whole."""
    found: list[str] = []
    end = 0
    line = _PILED.sub(r"\1", " ".join("".join(shown(letter) for letter in text).split()))
    for word in _LONG_WORD.finditer(line):
        found += [line[end : word.start()], *_PIECE.findall(word.group())]
        end = word.end()
    return [one for one in (*found, line[end:]) if one]


def shown(letter: str) -> str:
    """Return a letter as it is printed.

    What cannot be printed, or turns the letters behind it around, is shown as replaced. Invisible ones are left out:
    they would stand beside other letters in the text that a reader program finds.
    """
    if letter.isspace():
        return " "
    kind = unicodedata.category(letter)
    if letter in _TURNING or kind in ("Cc", "Cs", "Cn", "Co"):
        return REPLACED
    return "" if kind == "Cf" or "\ufe00" <= letter <= "\ufe0f" else letter
