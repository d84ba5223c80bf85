"""Secrets: where their values come from (the environment, or a file it names), and how others may spell them."""

import html
import json
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

from core.errors import ConfigError

MASK = "***"
SHORTEST = 4  # characters; a shorter value is found in innocent text everywhere; check-config warns of it
IN_FILE = "_FILE"  # NAME_FILE names a file whose content is the value of NAME, as containers hand secrets over
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_SECRET_NAME = re.compile(
    r"secret|passw|token|auth(?!ors?\b|orit)|cookie|sandi|kunci|rahasia|(?:(?<![a-z])|api|app)[-_]?key(?![a-z])",
    re.IGNORECASE,
)
_LONGEST = 64 * 1024  # bytes; a key, a token, an address


def is_secret_name(name: str) -> bool:
    """Tell whether something called so may hold a secret, so that its value is not shown: "password", "X-Api-Key"."""
    return bool(_SECRET_NAME.search(name))


def secret_of(name: str, environment: Mapping[str, str]) -> str:
    """Return the value of a secret; "" when it is set neither as NAME nor by NAME_FILE.

    Args:
        name: Of the variable, e.g. "BPS_KEY".
        environment: The process's.

    Raises:
        ConfigError: If both are set, or the file cannot be read as a text of one line. It never shows the value.
    """
    value, path = environment.get(name, ""), environment.get(name + IN_FILE, "")
    if not path or not name:
        return value if name else ""
    if value:
        raise ConfigError(f"{name} and {name}{IN_FILE} are both set; unset one of them")
    try:
        with Path(path).open("rb") as file:
            content = file.read(_LONGEST + 1)
        value = content.decode("utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:  # ValueError: no UTF-8; a NUL in the path
        why = getattr(error, "strerror", None) or "no UTF-8 text"
        raise ConfigError(f"{name}{IN_FILE}: {path!r} cannot be read ({why})") from None
    if not value or len(content) > _LONGEST or not value.isprintable():
        raise ConfigError(f"{name}{IN_FILE}: {path!r} does not hold a secret: expected one line of text")
    return value


def open_to_others(name: str, environment: Mapping[str, str]) -> str:
    """Return the file of a secret that other accounts of the machine may read, with its mode; "" when there is none."""
    path = environment.get(name + IN_FILE, "") if name else ""
    try:
        mode = stat.S_IMODE(Path(path).stat().st_mode) if path else 0
    except (OSError, ValueError):
        return ""
    return f"{path} (mode {mode:04o})" if mode & stat.S_IROTH else ""


def spellings(secret: str) -> list[str]:
    """Return how a secret may stand in what others send back, the longest first: addresses, HTML, CSV, JSON."""
    if not secret:
        return []
    plain = json.dumps(secret)[1:-1]
    in_json = {plain, json.dumps(secret, ensure_ascii=False)[1:-1], plain.replace("/", "\\/")}
    for sign, code in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("'", "\\u0027"), ("+", "\\u002b")):
        in_json |= {one.replace(sign, code) for one in in_json}
    in_html = {html.escape(secret), html.escape(secret, quote=False)}
    in_html |= {html.escape(secret).replace("&#x27;", other) for other in ("&#39;", "&#039;", "&apos;")}
    in_address = {quote(secret, safe=safe) for safe in ("", "/", "/:@!$&'()*+,;=")} | {quote_plus(secret)}
    in_address |= {_lower_escapes(one) for one in in_address}
    in_csv = secret.replace('"', '""')
    return sorted({secret, in_csv, *in_json, *in_html, *in_address}, key=len, reverse=True)


def masked(content: bytes, forms: Iterable[str]) -> bytes:
    """Return bytes without any of the spellings, whatever the encoding; longer ones stand first."""
    for form in forms:
        for encoding in _ENCODINGS:
            content = content.replace(form.encode(encoding), MASK.encode(encoding))
    return content


def _lower_escapes(quoted: str) -> str:
    first, *rest = quoted.split("%")
    return "%".join([first, *(one[:2].lower() + one[2:] for one in rest)])
