"""The tables. Facts are append-only: a corrected figure gets the next revision, nothing is overwritten."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite numbers rows by itself only where the key is exactly INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite forgets zones, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Named constraints, so that migrations can drop them on every engine."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Run(Base):
    """One attempt to collect one source. (source, due_at) is the lock: a due run happens once.

    An abandoned run gives its due time back (due_at becomes NULL), so that it can be caught up.
    """

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("source", "due_at"), Index("ix_run_source_started", "source", "started_at"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    source: Mapped[str] = mapped_column(String(64))
    trigger: Mapped[str] = mapped_column(String(16))  # jadwal, manual, awal, susulan
    due_at: Mapped[datetime | None] = mapped_column(Instant)  # NULL: not from the schedule
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(16))  # core.domain.work.RunState
    fence: Mapped[int] = mapped_column(Integer, default=0)  # of the lease under which it was started; 0 = by hand
    holder: Mapped[str] = mapped_column(String(160), default="")  # core.store.holders: which process runs it
    read: Mapped[int] = mapped_column(Integer, default=0)
    new: Mapped[int] = mapped_column(Integer, default=0)
    same: Mapped[int] = mapped_column(Integer, default=0)
    revised: Mapped[int] = mapped_column(Integer, default=0)
    rejected: Mapped[int] = mapped_column(Integer, default=0)
    # Kept with the run, so that figures of a simulation that left config.toml never pass for real ones.
    simulated: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str] = mapped_column(String(32), default="")  # core.reasons.Reason
    sentence: Mapped[str] = mapped_column(Text, default="")  # Indonesian
    mend: Mapped[str] = mapped_column(Text, default="")  # Indonesian
    error: Mapped[str] = mapped_column(Text, default="")  # class and English message, for the operator


class RawAnswer(Base):
    """One raw answer of a run, kept as a file under its sha256 in DATA_DIR/raw/."""

    __tablename__ = "raw_answer"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)  # without query string and secrets
    # Of the run: the source may have been asked again; what was read is the answers of the last attempt, by id.
    attempt: Mapped[int] = mapped_column(Integer, default=1)


class Rejection(Base):
    """One rejected row or cell of a run."""

    __tablename__ = "rejection"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    place: Mapped[str] = mapped_column(Text)
    column: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(32))
    sentence: Mapped[str] = mapped_column(Text)
    mend: Mapped[str] = mapped_column(Text)


class Observation(Base):
    """One value of one indicator for one area and one period, as one source gave it.

    Rows are added, never changed: a corrected figure gets the next `revision`, and readers take the
    highest, so that what the council saw on any day can be shown again. Recording is serialised, so
    ids grow in the order of commits: who has seen id n has seen everything up to n.
    """

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("indicator", "area", "period", "source", "revision"),
        # A run looks up what its own source said before, without touching other sources' rows.
        Index("ix_observation_source", "source", "indicator", "period"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    indicator: Mapped[str] = mapped_column(String(16))
    area: Mapped[str] = mapped_column(String(13))  # Kemendagri code
    period: Mapped[str] = mapped_column(String(10))  # core.domain.period, canonical text
    source: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(Integer, default=0)
    value: Mapped[float] = mapped_column(Float(53))  # in the indicator's unit
    text: Mapped[str] = mapped_column(Text)  # as reported
    flag: Mapped[str] = mapped_column(String(2), default="")  # p, e, b, i
    place: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    stored_at: Mapped[datetime] = mapped_column(Instant)


class Boundary(Base):
    """A polygon of an area, from one origin. The newest run of the best origin is shown."""

    __tablename__ = "boundary"
    __table_args__ = (UniqueConstraint("run_id", "area"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    area: Mapped[str] = mapped_column(String(13))
    source: Mapped[str] = mapped_column(String(64))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    schematic: Mapped[bool] = mapped_column(Boolean)
    geometry: Mapped[str] = mapped_column(Text)  # GeoJSON, EPSG:4326
    stored_at: Mapped[datetime] = mapped_column(Instant)


class LayerEdition(Base):
    """One whole layer as a run brought it; the newest is shown. An empty layer (no hotspot today) is one too.

    A run whose layer equals the newest edition adds none.
    """

    __tablename__ = "layer_edition"
    __table_args__ = (UniqueConstraint("run_id", "layer"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    layer: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    count: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))  # of its features, in order of their keys
    stored_at: Mapped[datetime] = mapped_column(Instant)


class Feature(Base):
    """A point or line of a layer, with the run of its LayerEdition."""

    __tablename__ = "feature"
    __table_args__ = (UniqueConstraint("run_id", "layer", "key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    layer: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(64))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    observed_at: Mapped[datetime | None] = mapped_column(Instant)
    geometry: Mapped[str] = mapped_column(Text)  # GeoJSON, EPSG:4326
    properties: Mapped[str] = mapped_column(Text)  # JSON
    stored_at: Mapped[datetime] = mapped_column(Instant)
    # Both NULL in what was stored before they were noted.
    place: Mapped[str | None] = mapped_column(Text)  # of its record in the raw answer of run_id (core.collect.places)
    area: Mapped[str | None] = mapped_column(String(13))  # in which it was counted; "" in none, or not counted


class CatalogueVersion(Base):
    """A state of catalogue/, or of the sources in config.toml, as a process found it when it opened.

    A row is added when it differs from the newest one of its kind. The same state may stand here twice: what was
    changed and changed back was known in between.
    """

    __tablename__ = "catalogue_version"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))  # of `files`
    files: Mapped[str] = mapped_column(Text)  # JSON, as core.catalogue.texts or core.store.source_states made it
    known_at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(16), server_default="catalogue")  # core.store.catalogues.StateKind


class ConflictDecision(Base):
    """Which of the values that contradict one another is shown, by whom and why. The newest one of a figure counts.

    Rows are added, never changed: a decision that was taken back is followed by another one.
    """

    __tablename__ = "conflict_decision"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))  # core.domain.conflict.ConflictKind
    indicator: Mapped[str] = mapped_column(String(16))
    area: Mapped[str] = mapped_column(String(13))
    period: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(64))  # the chosen one
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    taken_on: Mapped[str] = mapped_column(Text)  # JSON: source to its value at the time


class Verification(Base):
    """What walidata found of a row, or of all that a source had brought up to a run (core.domain.verification).

    Rows are added, never changed: the newest one of a row counts.
    """

    __tablename__ = "verification"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    judgement: Mapped[str] = mapped_column(String(16))  # core.domain.verification.Judgement
    source: Mapped[str] = mapped_column(String(64))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))  # that brought the row; or up to which all was verified
    indicator: Mapped[str] = mapped_column(String(16), default="")  # this and the next two: "" for all up to the run
    area: Mapped[str] = mapped_column(String(13), default="")
    period: Mapped[str] = mapped_column(String(10), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    judged_by: Mapped[str] = mapped_column(String(120))
    judged_at: Mapped[datetime] = mapped_column(Instant)


class Lease(Base):
    """Who may schedule. `fence` grows with every take-over; a run started under an older fence writes nothing."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(160))
    fence: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class StoreVersion(Base):
    """One row whose number grows with every recorded run: readers renew themselves when it moved."""

    __tablename__ = "store_version"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
