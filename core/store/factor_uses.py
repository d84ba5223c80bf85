"""Codes of second factors that were used, so that none is taken twice, whichever process it was typed to."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from core.domain.second_factor import is_fresh
from core.store.models_access import FactorUse


def use_step(conn: Connection, login: str, step: int, now: datetime) -> bool:
    """Note that the code of a step was used; return False if that one or a later one was before.

    Args:
        conn: Of `Store.begin_write`, so that nobody else uses a code at the same time.
        login: Whose code it is.
        step: Half minutes since 1970.
        now: Aware.
    """
    last = conn.execute(select(func.max(FactorUse.step)).where(FactorUse.login == login)).scalar()
    if not is_fresh(step, last):
        return False
    conn.execute(insert(FactorUse).values(login=login, step=step, used_at=now))
    return True


def use_recovery(conn: Connection, login: str, digest: str, now: datetime) -> bool:
    """Note that a recovery code was used; return False if it was before. `conn` is of `Store.begin_write`."""
    if digest in used_recovery(conn, login):
        return False
    conn.execute(insert(FactorUse).values(login=login, recovery=digest, used_at=now))
    return True


def used_recovery(conn: Connection, login: str) -> frozenset[str]:
    """Return the digests of the recovery codes that were used."""
    query = select(FactorUse.recovery).where(FactorUse.login == login, FactorUse.recovery.is_not(None))
    return frozenset(str(one) for one in conn.execute(query).scalars())
