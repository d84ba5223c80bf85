"""Who somebody is here, by what the government's sign-on says of them: login, name, role, office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.account import LOGIN, LONGEST_NAME, SSO
from core.domain.viewer import Role
from core.errors import SignOnError

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """What the words of a sign-on mean here.

    Attributes:
        login, person, role, office: Names of claims; "realm_access.roles" is one within another.
        roles: Role of a value of the role claim, the one that counts first where somebody has several.
        offices: Code of an office by a value of the office claim; a value that is a code needs no line.
        amr: Ways of authenticating (RFC 8176) of which one must have been used; empty: any will do.
    """

    login: str
    person: str
    role: str
    office: str
    roles: Mapping[str, Role]
    offices: Mapping[str, str]
    amr: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Somebody whom the sign-on vouches for, as an account of ours would have it."""

    login: str
    person: str
    role: Role
    agency: str


def signed_on(claims: Claims, rules: ClaimRules, agencies: frozenset[str]) -> SignedOn:
    """Return who it is.

    Args:
        claims: Of a token that was checked.
        rules: What they mean.
        agencies: Offices there are.

    Raises:
        SignOnError: "nama": no login can be made of the claim; "faktor": none of the ways of authenticating that are
            asked for; "peran": no value has a role here; "opd": not exactly one office.
    """
    name = "".join(_values(claims, rules.login)[:1]).strip().lower()
    login = f"{SSO}{name}"
    if not (name and LOGIN.fullmatch(login)):
        raise SignOnError("nama", f"claim {rules.login}: 1 to 36 of a-z, 0-9, '.', '_', '-' expected")
    try:
        _check_ways(claims, rules)
        role = _role(claims, rules)
        agency = _office(claims, rules, agencies) if role is Role.AGENCY else ""
    except SignOnError as error:
        error.login = login
        raise
    person = "".join(_values(claims, rules.person)[:1]).strip()
    fits = bool(person) and person.isprintable() and len(person) <= LONGEST_NAME
    return SignedOn(login, person if fits else name, role, agency)


def claim(claims: Claims, name: str) -> Any:
    """Return a claim by its name, or by the names of those it lies in, with dots between; None where there is none."""
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _check_ways(claims: Claims, rules: ClaimRules) -> None:
    used = _values(claims, "amr")
    if rules.amr and not rules.amr & set(used):
        raise SignOnError("faktor", f"amr is {used}, expected one of {sorted(rules.amr)}")


def _role(claims: Claims, rules: ClaimRules) -> Role:
    """Return the role that stands first in config.toml of those that somebody has."""
    values = _values(claims, rules.role)
    for value, role in rules.roles.items():
        if value in values:
            return role
    raise SignOnError("peran", f"claim {rules.role} has {len(values)} value(s), none of them in [access.sso.roles]")


def _office(claims: Claims, rules: ClaimRules, agencies: frozenset[str]) -> str:
    values = _values(claims, rules.office)
    found = {rules.offices.get(value, value) for value in values} & agencies
    if len(found) != 1:
        raise SignOnError("opd", f"claim {rules.office} names {len(found)} office(s) of ours, expected one")
    return found.pop()


def _values(claims: Claims, name: str) -> list[str]:
    """Return the texts of a claim: one text is one value, whatever signs are in it."""
    found = claim(claims, name)
    many = found if isinstance(found, list) else [found]
    return [one for one in many if isinstance(one, str)]
