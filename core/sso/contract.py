"""What the HTTP side knows of the sign-on; core.sso.provider is loaded only where config.toml names one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from core.domain.claims import ClaimRules


@dataclass(frozen=True, slots=True)
class Begun:
    """What we must remember of somebody while the provider has them."""

    state: str
    nonce: str
    verifier: str


class SignOnProvider(Protocol):
    """Whom [access.sso] names; each method raises SignOnError."""

    @property
    def rules(self) -> ClaimRules:
        """Return what its words mean here."""

    def begin(self, back: str) -> tuple[str, Begun]:
        """Return the address to lead somebody to, and what to remember."""

    def finish(self, begun: Begun, answer: Mapping[str, str], back: str) -> dict[str, Any]:
        """Return what it says of who comes back."""

    def way_out(self, back: str) -> str:
        """Return where its own session can be ended; "" for nowhere."""
