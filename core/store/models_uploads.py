"""The tables of files that offices hand in. Append-only: how a file ended is a row of its own."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.models import Base, Instant, Key


class UploadRow(Base):
    """One file as it was checked when it was handed in (core.domain.uploads.Upload)."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_agency_uploaded", "agency", "uploaded_at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    source: Mapped[str] = mapped_column(String(64))
    agency: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    uploaded_by: Mapped[str] = mapped_column(String(120))
    uploaded_at: Mapped[datetime] = mapped_column(Instant)
    simulated: Mapped[bool] = mapped_column(Boolean)
    read: Mapped[int] = mapped_column(Integer)
    new: Mapped[int] = mapped_column(Integer)
    same: Mapped[int] = mapped_column(Integer)
    revised: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(32))  # core.reasons.Reason of a file refused as a whole, else ""
    sentence: Mapped[str] = mapped_column(Text)
    mend: Mapped[str] = mapped_column(Text)
    notices: Mapped[str] = mapped_column(Text)  # JSON: what was left out on reading, as sentences
    first_values: Mapped[str] = mapped_column(Text)  # JSON: the first values, as core.domain.uploads.ReadValue


class UploadFinding(Base):
    """One cell or row of a file that was refused."""

    __tablename__ = "upload_finding"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)
    place: Mapped[str] = mapped_column(Text)
    column: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(32))
    sentence: Mapped[str] = mapped_column(Text)
    mend: Mapped[str] = mapped_column(Text)


class UploadEnding(Base):
    """How a draft ended; a file ends once."""

    __tablename__ = "upload_ending"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), unique=True)
    state: Mapped[str] = mapped_column(String(16))  # core.domain.uploads.UploadState
    ended_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime] = mapped_column(Instant)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))  # that recorded it
