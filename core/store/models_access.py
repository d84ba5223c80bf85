"""The tables of who may do what and who did: the audit log, accounts, second factors, screens."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from core.store.models import Base, Instant, Key


class AuditEntry(Base):
    """What somebody did, chained to the entry before it (core.domain.audit). Texts: they are what is digested."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(Key, primary_key=True)  # given by the chain, without gaps
    at: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(String(160))
    role: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text)  # JSON
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AccountState(Base):
    """A state of an account from an instant on (core.domain.account); the newest one of a login counts."""

    __tablename__ = "account_state"
    __table_args__ = (Index("ix_account_state_login", "login", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))  # core.domain.viewer.Role
    agency: Mapped[str] = mapped_column(String(64))
    password: Mapped[str] = mapped_column(String(255))  # Argon2id
    active: Mapped[bool] = mapped_column(Boolean)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(160))
    factor: Mapped[str] = mapped_column(Text, server_default="")  # core.access.sealing
    recovery: Mapped[str] = mapped_column(Text, server_default="")  # core.access.recovery
    initial: Mapped[bool] = mapped_column(Boolean, server_default=false())


class FactorUse(Base):
    """A code of a second factor that was used: of a step, or for recovery. None is taken twice."""

    __tablename__ = "factor_use"
    __table_args__ = (UniqueConstraint("login", "step"), UniqueConstraint("login", "recovery"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    step: Mapped[int | None] = mapped_column(BigInteger)  # half minutes since 1970
    recovery: Mapped[str | None] = mapped_column(String(64))  # digest of the code
    used_at: Mapped[datetime] = mapped_column(Instant)


class ScreenState(Base):
    """A state of a wall's screen from an instant on (core.domain.wall_screens); the newest one of a screen counts."""

    __tablename__ = "screen_state"
    __table_args__ = (Index("ix_screen_state_screen", "screen", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    screen: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(60))
    slides: Mapped[str] = mapped_column(Text)  # JSON: codes of what it may show
    active: Mapped[bool] = mapped_column(Boolean)
    since: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(160))


class ScreenToken(Base):
    """A token that was handed to a screen: its hash alone, and the token that it replaces."""

    __tablename__ = "screen_token"
    __table_args__ = (UniqueConstraint("sha256"), Index("ix_screen_token_screen", "screen", "parent"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    screen: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64))
    parent: Mapped[int] = mapped_column(BigInteger)  # 0: a confirmation gave it
    issued_at: Mapped[datetime] = mapped_column(Instant)


class ScreenCommand(Base):
    """What a screen was told to do. Whether it has is in ScreenBeat.done."""

    __tablename__ = "screen_command"
    __table_args__ = (Index("ix_screen_command_screen", "screen", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    screen: Mapped[str] = mapped_column(String(16))
    command: Mapped[str] = mapped_column(String(16))  # core.domain.wall_screens.Command
    ordered_at: Mapped[datetime] = mapped_column(Instant)
    ordered_by: Mapped[str] = mapped_column(String(160))


class ScreenBeat(Base):
    """What a screen last told of itself: one row a screen, written over; no fact of the city."""

    __tablename__ = "screen_beat"

    screen: Mapped[str] = mapped_column(String(16), primary_key=True)
    token: Mapped[int] = mapped_column(BigInteger)  # the newest one that settled
    seen_at: Mapped[datetime] = mapped_column(Instant)
    slide: Mapped[str] = mapped_column(String(80))
    script: Mapped[str] = mapped_column(String(16))
    current: Mapped[bool] = mapped_column(Boolean)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    address: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(32))
    loaded_at: Mapped[datetime] = mapped_column(Instant)
    done: Mapped[int] = mapped_column(BigInteger)  # the newest command that it carried out


class ScreenCode(Base):
    """A code on show, for a quarter of an hour: hashes of it and of what only its browser holds."""

    __tablename__ = "screen_code"
    __table_args__ = (UniqueConstraint("code_sha256"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code_sha256: Mapped[str] = mapped_column(String(64))
    browser_sha256: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    screen: Mapped[str] = mapped_column(String(16))  # "" until an operator confirms it


class EndedSession(Base):
    """A session that somebody left: the SHA-256 of what its cookie calls it."""

    __tablename__ = "ended_session"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    ended_at: Mapped[datetime] = mapped_column(Instant)
