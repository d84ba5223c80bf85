"""Accounts to try the demonstration with, one a role. They are in no database and end with [demo]."""

from datetime import UTC, datetime

from core.domain.account import Account
from core.domain.viewer import Role

_MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
_PEOPLE = (
    ("contoh-dewan", "Anggota Dewan (contoh)", Role.COUNCIL, ""),
    ("contoh-opd", "Petugas DLH (contoh)", Role.AGENCY, "DLH"),
    ("contoh-walidata", "Walidata (contoh)", Role.STEWARD, ""),
    ("contoh-auditor", "Inspektorat (contoh)", Role.AUDITOR, ""),
    ("contoh-operator", "Operator DKISP (contoh)", Role.OPERATOR, ""),
)


def example_accounts() -> dict[str, Account]:
    """Return the accounts by login; none has a password, so none gets in by typing."""
    return {
        login: Account(login, person, role, agency, "", active=True, changed_at=_MADE_AT, changed_by="demo")
        for login, person, role, agency in _PEOPLE
    }
