"""Puts a source's secret where it belongs, and takes it out of everything that people or files get to see."""

import html
import re
from urllib.parse import quote, urlsplit

from core.secrets import MASK, SHORTEST, masked, spellings

SECRET = "{secret}"  # noqa: S105 - the mark in options that the value replaces
HIDDEN = MASK
SHOWN = 120  # characters of foreign text in a message


def fill(template: str, secret: str) -> str:
    """Return the template with the secret in it."""
    return template.replace(SECRET, secret)


def fill_address(template: str, secret: str) -> str:
    """Return the address with the secret in it, written as addresses write it."""
    return template.replace(SECRET, quote(secret, safe=""))


def hide(text: str, secret: str) -> str:
    """Return the text without the secret, in none of the spellings that a server may send back."""
    for spelling in spellings(secret):
        text = text.replace(spelling, HIDDEN)
    return text


def hide_content(content: bytes, secret: str) -> bytes:
    """Return an answer without the secret, before anybody reads it: what is cut or changed later cannot be found."""
    return masked(content, spellings(secret)) if len(secret) >= SHORTEST else content


def shown_address(address: str, secret: str = "") -> str:
    """Return an address as messages and kept answers may show it: no user, no query, no secret."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return hide(f"{parts.scheme}://{host}{parts.path.replace(SECRET, HIDDEN)}", secret)


def snippet(content: bytes, secret: str = "") -> str:
    """Return the beginning of foreign text on one line: tags, line ends and control characters gone."""
    text = hide(content[:20_000].decode("utf-8", "replace"), secret)
    title = re.search(r"<title[^>]*>(.*?)</title>", text, re.IGNORECASE | re.DOTALL)
    plain = re.sub(r"<[^>]*>", " ", title.group(1) if title else text)
    printable = "".join(sign if sign.isprintable() else " " for sign in html.unescape(plain))
    return " ".join(hide(printable, secret).split())[:SHOWN]
