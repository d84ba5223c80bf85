"""The table of locked periods."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.models import Base, Instant, Key


class PeriodLock(Base):
    """That a period of an office was locked or opened (core.domain.locks); the newest row of both counts."""

    __tablename__ = "period_lock"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    act: Mapped[str] = mapped_column(String(16))  # core.domain.locks.LockAct
    agency: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(10))
    indicators: Mapped[str] = mapped_column(Text)  # JSON: the codes that are held
    reason: Mapped[str] = mapped_column(Text)
    done_by: Mapped[str] = mapped_column(String(160))
    done_at: Mapped[datetime] = mapped_column(Instant)
