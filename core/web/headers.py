"""Headers that every answer has: pages, files, redirects, errors. Outermost, so that no route can go without."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.web.policy import data_policy, document_policy

Headers = list[tuple[str, str]]
CSP = "Content-Security-Policy"
_ALWAYS: tuple[tuple[str, str], ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    # "no-referrer" would make browsers call the origin of our own forms "null" (core.web.guard).
    ("Referrer-Policy", "same-origin"),
)
_DOCUMENTS: tuple[tuple[str, str], ...] = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_ONE_YEAR = ("Strict-Transport-Security", "max-age=31536000")


@dataclass(frozen=True, slots=True)
class Protection:
    """What all answers of one application have in common.

    Attributes:
        https: Readers come by TLS only; their browsers are told to keep to it.
        framed_by: Origins that may show the wall in a frame.
        framable: The wall's path.
    """

    https: bool = False
    framed_by: tuple[str, ...] = ()
    framable: str = "/layar"

    def complete(self, headers: Iterable[tuple[str, str]], *, path: str = "", status: str = "200") -> Headers:
        """Return the headers with those that were missing; what a route has set itself stays."""
        kept = [(name, value) for name, value in headers if name.lower() != "server"]
        names = {name.lower(): value for name, value in kept}
        is_document = names.get("content-type", "").startswith("text/html")
        added = [*_ALWAYS, *(_DOCUMENTS if is_document else ()), *((_ONE_YEAR,) if self.https else ())]
        if not status.startswith("304"):  # would replace the policy that the kept answer came with
            added.append((CSP, document_policy(framed_by=self.framers(path)) if is_document else data_policy()))
        return kept + [(name, value) for name, value in added if name.lower() not in names]

    def framers(self, path: str) -> tuple[str, ...]:
        """Return who may show the document of a path in a frame."""
        return self.framed_by if path == self.framable else ()


def protect(application: Callable[..., Any], protection: Protection) -> Callable[..., Any]:
    """Return a WSGI application whose answers all have the headers."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        def begin(status: str, headers: Headers, exc_info: Any = None) -> Any:
            path = environ.get("PATH_INFO", "")
            return start(status, protection.complete(headers, path=path, status=status), exc_info)

        return application(environ, begin)

    return answer
