"""Bytes to text, whole or not at all."""

from core.collect.contract import Source
from core.reasons import Reason
from data_sources._fault import refusal

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Signs that Excel's cp1252 really puts into Indonesian tables; other high bytes are some other encoding.
_CP1252_SIGNS = frozenset("\u00a0–—‘’“”•…°²³µ±×÷½¼¾éèêëáàâäíóöúüñç€§«»·")


def decoded(source: Source, content: bytes, declared: str = "") -> str:
    """Return the text, in the encoding of the BOM, the declared one, UTF-8, or Excel's cp1252 when it fits.

    Raises:
        SourceChangedError: ENCODING_ERROR when none reads it whole; CSV_MALFORMED for NUL characters.
    """
    text = _decode(source, content, declared)
    if "\x00" in text:
        place = f"karakter {text.index(chr(0)) + 1}"
        raise refusal(source, Reason.CSV_MALFORMED, f"NUL at {place}", found=f"NUL pada {place}", expected="teks")
    return text


def encodings_of(content: bytes, declared: str = "") -> list[str]:
    """Return the encodings that a text may be in, in the order in which they are tried."""
    bom = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), "")
    return [bom] if bom else [declared] if declared else ["utf-8", "cp1252"]


def _decode(source: Source, content: bytes, declared: str) -> str:
    encodings = encodings_of(content, declared)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding != "cp1252" or declared or _is_cp1252(text):
            return text
    tried = ", ".join(encodings)
    raise refusal(
        source,
        Reason.ENCODING_ERROR,
        f"cannot be read whole as {tried}",
        found="byte yang tidak dikenal",
        expected=tried,
    )


def _is_cp1252(text: str) -> bool:
    """Return whether all signs beyond ASCII are ones that Excel's cp1252 has reason to hold."""
    return all(sign in _CP1252_SIGNS for sign in text if sign > "\x7f")
