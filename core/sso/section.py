"""[access.sso]: at whom people log in, and what its words mean here."""

import re
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.domain.account import HELD
from core.domain.claims import ClaimRules
from core.domain.viewer import Role

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Sso(BaseModel):
    """[access.sso]: the government's sign-on (OpenID Connect). Without this section there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field("Masuk dengan SSO Pemkab", min_length=1, max_length=60)
    issuer: str
    client_id: str = Field(min_length=1)
    secret: str
    scopes: tuple[str, ...] = ("openid", "profile")
    login_claim: str = Field("preferred_username", min_length=1)
    name_claim: str = Field("name", min_length=1)
    role_claim: str = Field("groups", min_length=1)
    office_claim: str = Field("groups", min_length=1)
    roles: dict[str, str]
    offices: dict[str, str] = {}
    amr: tuple[str, ...] = ()

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, issuer: str) -> str:
        if not is_safe_address(issuer) or urlsplit(issuer).query:
            raise ValueError("issuer is an address such as https://sso.example.go.id; http only on this machine itself")
        return issuer

    @field_validator("secret")
    @classmethod
    def _is_name(cls, name: str) -> str:
        if not _VARIABLE.fullmatch(name):
            raise ValueError("secret is the NAME of an environment variable; the key itself never stands here")
        return name

    @field_validator("scopes")
    @classmethod
    def _asks_who(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        if "openid" not in scopes or any(not one or " " in one for one in scopes):
            raise ValueError('scopes are words, "openid" among them')
        return scopes

    @field_validator("roles")
    @classmethod
    def _are_roles(cls, roles: dict[str, str]) -> dict[str, str]:
        known = [one.value for one in HELD]
        if not roles:
            raise ValueError("roles needs at least one line, or nobody gets in")
        if wrong := [one for one in roles.values() if one not in known]:
            raise ValueError(f"roles are of {', '.join(known)}; not: {', '.join(wrong)}")
        return roles

    @property
    def rules(self) -> ClaimRules:
        """Return what its words mean."""
        return ClaimRules(
            login=self.login_claim,
            person=self.name_claim,
            role=self.role_claim,
            office=self.office_claim,
            roles={value: Role(role) for value, role in self.roles.items()},
            offices=self.offices,
            amr=frozenset(self.amr),
        )


def is_safe_address(address: object) -> bool:
    """Return whether secrets may go to an address: https, or http on this machine itself."""
    if not isinstance(address, str) or not address.isprintable() or any(sign in address for sign in "\\ #"):
        return False
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
        whole = bool(name) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return whole and (parts.scheme == "https" or (parts.scheme == "http" and name in _LOOPBACK))
