"""What a connector is, what it is given and what it returns.

A connector speaks one protocol and returns the agency's records unchanged: one row a record, under
the agency's own column names, plus the column PLACE that says where the record stood. Boundaries
and points come as a GeoDataFrame in EPSG:4326. Everything else (mapping, units, checks, retries,
storing) is done once, in core.collect.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

import requests

from core.domain.internal_hosts import NOTHING_INTERNAL, InternalHosts

PLACE = "__place__"  # column of every frame: "Rekap!7", "baris 12", "/result/records/3"
# Key of records.attrs of a sheet: agency column to its letter(s), so that "Rekap!7" and "C" make "Rekap!C7".
CELLS = "cells"
NOTICES = "notices"  # key of records.attrs: what the reader left out, as Indonesian sentences
# Optional column: the Reason value (a word) of a row that cannot be used as it stands, e.g. "row_width"; "" = fine.
FAULT = "__fault__"
# A cell whose formula carries no stored value comes as the formula's text: it begins with this sign.
FORMULA_SIGN = "="


class Layout(Enum):
    """How a source's table is laid out. The value is the word in config.toml."""

    LONG = "long"  # one value a row
    MONTHS_ACROSS = "months_across"  # one row an area (or indicator), one column a month
    AREAS_ACROSS = "areas_across"  # one row a period, one column an area
    INDICATORS_ACROSS = "indicators_across"  # one row an area and period, one column an indicator
    FEATURES = "features"  # points and lines of a map layer
    BOUNDARIES = "boundaries"  # polygons of areas


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator as a source gives it.

    Attributes:
        column: The agency's column (INDICATORS_ACROSS), or its label in the indicator column (LONG); "" = all rows.
        unit: The unit the agency sends; converted to the catalogue's unit in core.collect.units.
        where: Agency column to the list of values a row must have to count.
        reduce: How several rows of one area and period become one value: "", "sum", "mean", "count", "last", "max",
            "any". Counted ("count", "any") under a `where`, rows of which it takes none are 0.
    """

    column: str = ""
    unit: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reduce: str = ""

    @property
    def is_counted(self) -> bool:
        """Return whether the value is a number of rows, which has no unit to convert."""
        return self.reduce in ("count", "any")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the records of a source become observations.

    Attributes:
        layout: See Layout.
        columns: Our word to the agency's column. Words: indicator, area, parent (the kecamatan beside a desa), year,
            month, period, date, value, unit, flag, note, citation, id, name, kind, lon, lat, observed_at, code.
        fixed: Our word to a constant that the table does not carry: {"area": "64.01", "year": "2026"}.
        indicators: Indicator code to where it stands.
        numbers: "id" (1.234,5) or "en" (1,234.5): the habit of the source, for all its columns.
        first_year: The first plausible year.
        strict: True: one bad row refuses the whole answer. False: good rows are stored, bad ones listed.
        regency_labels: Labels in the area column that mean the whole kabupaten ("JUMLAH"); otherwise such rows are
            skipped.
        skip_rows: Labels in the area column of rows to skip besides totals and footnotes.
        layer: With FEATURES: id of the layer; `title` of the source is its name.
        within: With FEATURES: "regency" rejects points outside the kabupaten's envelope; "any" takes all.
        count_as: With FEATURES: code of the indicator that counts them by day ("" = none).
        level: With BOUNDARIES: the level of the polygons; `code` column in columns; they are dissolved upwards.
        frequency: Length of the periods, where the catalogue's is not the one that is sent ("" = the catalogue's).
        zero_words: Words in value cells that mean 0 in this source ("nihil"); otherwise they mean "no figure".
    """

    layout: Layout = Layout.LONG
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, Column] = field(default_factory=dict)
    numbers: str = "id"
    first_year: int = 2000
    strict: bool = False
    regency_labels: tuple[str, ...] = ()
    skip_rows: tuple[str, ...] = ()
    layer: str = ""
    within: str = "regency"
    count_as: str = ""
    level: str = ""
    frequency: str = ""
    zero_words: tuple[str, ...] = ()


UPLOADED = "unggahan:"  # option `path` of a source whose file comes by /unggah
SCHEMATIC = "schematic"  # the connector whose boundaries this project draws itself; they are never official
FORM = "formulir_"  # begins the ids of sources whose file is a form made from the catalogue


@dataclass(frozen=True, slots=True)
class Source:
    """One dataset of one agency, as its [sources.<id>] section in config.toml describes it.

    Attributes:
        options: What only its connector understands (url, path, sheet, resource_id, ...).
        secret: Name of the environment variable; never the value.
        rank: Of two sources that disagree the lower rank is shown.
        simulated: Its figures are made up and say SIMULASI wherever they are shown.
    """

    id: str
    agency: str
    connector: str
    title: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    secret: str = ""
    schedule: str = ""  # cron, city time
    attribution: str = ""
    licence: str = ""
    rank: int = 100
    simulated: bool = False
    enabled: bool = True

    @property
    def is_uploaded(self) -> bool:
        """Return whether its office hands its file in; nobody asks for it."""
        return self.options.get("path") == UPLOADED

    @property
    def is_form(self) -> bool:
        """Return whether its file is a form made from the catalogue."""
        return self.is_uploaded and self.id.startswith(FORM)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that an office handed in.

    Attributes:
        content: Its bytes.
        name: As it was called; for people, never a path.
    """

    content: bytes = field(repr=False)
    name: str


class Replay(Protocol):
    """Hands back raw answers that were kept, so that a run can be read again without asking anybody."""

    def __call__(self) -> bytes:
        """Return the next answer, in the order they came.

        Raises:
            DataError: If there is none left: the run was read in another way than its section says now.
        """


class Keep(Protocol):
    """Keeps a raw answer before anybody reads it."""

    def __call__(self, content: bytes, *, address: str, media_type: str) -> str:
        """Store the bytes under their sha256 and return it. `address` must be free of secrets."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much a source may take; [collect] in config.toml fills it, options of a source override.

    Attributes:
        connect_timeout: Seconds until a connection stands.
        read_timeout: Seconds of silence in the middle of an answer.
        deadline: Seconds for all answers of one fetch together (option `timeout`).
        max_bytes: Bytes of all answers of one fetch together, decompressed (option `max_bytes`).
        pages: Requests of one fetch, so that a portal without a last page ends.
    """

    connect_timeout: float = 10
    read_timeout: float = 30
    deadline: float = 120
    max_bytes: int = 50 * 1024 * 1024
    pages: int = 1000


@dataclass(frozen=True, slots=True)
class Tools:
    """All a connector may use of the outside world. Tests hand in their own.

    Attributes:
        http: Session with our User-Agent; data_sources._http applies the limits.
        keep: Called with every raw answer, before it is read.
        files: The folder that `path` options are relative to; nothing outside it is opened.
        secret: The value of this source's own secret, no other's.
        since: Start of what we lack, UTC; None asks for everything.
        limits: Times and sizes that hold where the source's own options say nothing else.
        replay: Set: nobody is asked and no file is opened, each answer comes from here instead.
        internal: Which hosts of the office, or of this machine, may be asked; all others must be public.
        handed: The file of a source that is handed in.
    """

    http: requests.Session
    keep: Keep
    files: Path
    secret: str = field(default="", repr=False)
    since: datetime | None = None
    limits: Limits = Limits()
    replay: Replay | None = None
    internal: InternalHosts = NOTHING_INTERNAL
    handed: Handed | None = None
