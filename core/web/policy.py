"""What a browser may do with our answers, as the words of the headers that tell it (docs/security.md says why)."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

# What the libraries put into <style> elements while they run, as their pinned versions do: each text by its
# fingerprint, the first one being no text at all. tests/browser/test_policy.py names those of another version.
LIBRARY_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-Do5Z9ZqsPvCQTUBQS9BnDm/2+on7omuzuLYk5sbA+2s='",
    "'sha256-ITR5T9OwskhdqdsliUJRmgp9ltOFAHgXe1F7eRvGnmQ='",
    "'sha256-0IJGrxhCP5NUIafylLkj5118xkZH1kp5FmNio7NOckI='",
    "'sha256-Z8VokGxeiKThZOEmkdUgfW+jxbvItBwAXC8M1c4wqAM='",
    "'sha256-VUA+tqvhK3niMn7AdszqidMFPRh9FLqxB2iINUrsiTw='",
    "'sha256-Aq43X0SlmB69maWGob4rp/UuSHhwePalkRRExtsxOJ8='",
    "'sha256-SkhFDxgIcEjMhRh19uSHWrkdnAlZ9rlskgr9yLsipa8='",
    "'sha256-uDiOZWps1U7E8/0BTaQrclYMhVhRVE4dT0vb5X6nXOw='",
    "'sha256-+QoPrsxO0auPnxSulD3bAr9CoDGgzv7YRfYE0vfxeQI='",
    "'sha256-MJs2ke1SA6Cy3tTCZu2QH0rj0r//iNqU0idy9bM4leg='",
    "'sha256-X2TqJwnIiE/ceDVeAdr7v7BOWBU6CEzE6qxlNzBzvBk='",
)
MAP_STYLES = (
    "'sha256-Su7lkWyrR39ozUimPZSARr9qtPsgwvk98P/VAGbG6v8='",
    "'sha256-ceeoylCL0ld4NwOaXf4vG0Z8pEknXXuzJ5ZV0Ir6ft4='",
    "'sha256-vEFWWSptvAnmTyDLqu3LdoYyHTq0QbynLLSzYwyFY4A='",
    "'sha256-BvJwtF3ZgG8gcdZQ022TX/OW+AK0Sm8Fw++80SG4tXU='",
    "'sha256-zmLg9fAzhthkQar0HsYlPE8MMx315AMYJ5uAXv1DH+k='",
)
_DATA = "default-src 'none'; frame-ancestors 'none'"
_TILE_ORIGIN = re.compile(r"(https?)://([^/?#]+)")


@lru_cache(maxsize=64)
def fingerprint(text: str) -> str:
    """Return an inline script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data_policy() -> str:
    """Return the policy of whatever is no document: opened by itself, it may do and load nothing."""
    return _DATA


def document_policy(
    *,
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
    with_map: bool = False,
    images: Sequence[str] = (),
    framed_by: Sequence[str] = (),
) -> str:
    """Return the policy of an HTML document.

    Args:
        scripts: Inline scripts that this project wrote into it, as texts; none where Dash is left out.
        styles: Inline style sheets, as texts.
        with_map: Whether the map library comes with it.
        images: Further origins of pictures (map tiles).
        framed_by: Origins that may show it in a frame; nobody by default.
    """
    prints = [fingerprint(one) for one in scripts]
    libraries = (*LIBRARY_STYLES, *(MAP_STYLES if with_map else ())) if prints else ()
    sheets = [*(fingerprint(one) for one in styles), *libraries]
    return "; ".join(
        (
            "default-src 'none'",  # objects, frames, workers, manifests and media with it
            _words("script-src 'self'", prints),
            "style-src 'self' 'unsafe-inline'",  # for browsers before 2022, which know no other
            _words("style-src-elem 'self'", sheets),
            "style-src-attr 'unsafe-inline'",
            _words("img-src 'self' data:", images),
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            _words("frame-ancestors", framed_by or ("'none'",)),
        )
    )


def tile_origins(address: str) -> tuple[str, ...]:
    """Return what a template of map tiles asks: "https://{s}.tiles.example/{z}/{x}/{y}" -> https://*.tiles.example."""
    found = _TILE_ORIGIN.match(address)
    return (f"{found[1]}://{re.sub(r'{[^}]*}', '*', found[2])}",) if found else ()


def _words(first: str, others: Iterable[str]) -> str:
    return " ".join((first, *others))
