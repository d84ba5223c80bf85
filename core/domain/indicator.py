"""What is measured, and what it is measured against: the words of the catalogue as types."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from core.domain.area import Level


class Frequency(Enum):
    """How often a figure is due. The value is the word in catalogue/indicators.csv."""

    DAILY = "harian"
    WEEKLY = "mingguan"
    MONTHLY = "bulanan"
    QUARTERLY = "triwulan"
    HALF_YEARLY = "semester"
    YEARLY = "tahunan"
    EVENT = "kejadian"  # whenever it happens; never due


class Kind(Enum):
    """Formula kind: how a value is held against its target. The value is the word in the catalogue."""

    HIGHER = "naik"  # more is better
    LOWER = "turun"  # less is better
    RANGE = "rentang"  # best between two limits
    CUMULATIVE = "kumulatif"  # the sum since 1 January against the year's target
    LATEST = "posisi"  # the newest value counts, more is better
    PREDICATE = "predikat"  # a grade on a scale, more is better
    INFORMATION = "informasi"  # shown, never scored


@dataclass(frozen=True, slots=True)
class Agency:
    """An office that provides figures (OPD)."""

    code: str  # as in the address /opd/<kode>, e.g. "DLH"
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A set of dimensions under which the same figures are seen: a vision of the kabupaten, or the national one.

    Attributes:
        valid_from, valid_to: First and last day; None where the material does not tell, or where it goes on.
        predecessor: Code of the frame whose place it took; "" when there is none.
        is_proposed: Which indicator belongs where is a proposal, not yet decided.
        note: For viewers: what it is and what is not known of it.
        reference: Address of the material.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    predecessor: str = ""
    is_proposed: bool = True
    note: str = ""
    reference: str = ""

    def covers(self, period_end: date) -> bool:
        """Return whether it was in force on the last day of a period."""
        return not (self.valid_from and period_end < self.valid_from) and not (
            self.valid_to and period_end > self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a frame.

    Attributes:
        code: As in the address /dimensi/<kode>: "tangguh", "smart-environment".
        frame: Code of its Frame: "tuntas", "mas" or "nasional".
    """

    code: str
    frame: str
    name: str
    order: int
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of catalogue/indicators.csv (or variables.csv: `is_variable`).

    Attributes:
        code: "LH-03". Also in the address /indikator/<kode>.
        name, definition, formula_text, interpretation: For people, Indonesian.
        formula: Expression over other codes, with `-` written `_` ("LH_B / LH_A * 100"); "" when
            the figure is reported as such.
        unit: As written beside a value: "%", "ton/hari", "indeks 0-100".
        decimals: How many decimals a value is shown with.
        minimum, maximum: Values outside are rejected; None: no limit on that side.
        integer: Whether a fraction is rejected (value_not_integer).
        finest: The finest level that the figure is collected for.
        additive: Whether values add up over areas (sum of desa = kecamatan = kabupaten).
        agency: Code of the owner.
        dimensions: Frame name to dimension code; the mapping is a proposal (see docs/indicators.md).
        is_core: One of the indicators for the council's first page.
        classes: Upper limits of the fixed map classes, ascending, in the indicator's unit; () = by status.
        tolerance: Difference between two sources that is no conflict, in the unit.
        is_proposed: The mapping to dimensions is a proposal, not yet decided.
        concept, measure, presentation, reference: Konsep, ukuran, klasifikasi penyajian, rujukan of MS-Ind.
        access: Whether the public may see it: "ya", "tidak"; "" while nobody has decided.
        valid_from, valid_to: First and last day that its figures may speak of; None: no limit on that side.
        successor: Code of the indicator that took its place; their series are never joined. "" when there is none.
        owner, deputy: The people who answer for the figure, by name; "" is a defect, shown on /katalog.
    """

    code: str
    name: str
    definition: str
    formula_text: str
    formula: str
    unit: str
    decimals: int
    kind: Kind
    frequency: Frequency
    finest: Level
    additive: bool
    agency: str
    dimensions: tuple[tuple[str, str], ...]
    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    is_core: bool = False
    is_variable: bool = False
    classes: tuple[float, ...] = ()
    tolerance: float = 0.0
    interpretation: str = ""
    sdg: str = ""
    iso37120: str = ""
    origin: str = ""  # where the figure comes from, as the catalogue names it
    is_proposed: bool = False
    concept: str = ""
    measure: str = ""
    presentation: str = ""
    access: str = ""
    reference: str = ""
    owner: str = ""
    deputy: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    def is_in_force(self, on: date) -> bool:
        """Return whether it is measured on a day: an indicator that ended counts in no later index."""
        return not (self.valid_from and on < self.valid_from) and not (self.valid_to and on > self.valid_to)

    def dimension(self, frame: str) -> str:
        """Return the code of this indicator's dimension in a frame; "" when it has none there."""
        return dict(self.dimensions).get(frame, "")


class Verification(Enum):
    """How far the legal source of a target was checked. The value is the letter in the catalogue."""

    VERIFIED = "V"  # seen in the cited source
    UNVERIFIED = "U"  # common knowledge, not yet checked
    SIMULATED = "SIMULASI"  # made up for the demonstration


@dataclass(frozen=True, slots=True)
class Target:
    """The value to be reached in a year; `low` and `high` for RANGE, otherwise `value`."""

    indicator: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    legal_source: str
    verification: Verification
    valid_from: date
    reference: str = ""  # address where the legal source was read; "" when none is recorded


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an indicator counts in its dimension of a frame, from a day on."""

    frame: str
    indicator: str
    weight: float
    valid_from: date


@dataclass(frozen=True, slots=True)
class Band:
    """The lower limit of one status level, in percent of the target, from a day on.

    `indicator` is "" for the default of all indicators.
    """

    indicator: str
    status: str  # a name of core.domain.attainment.Status, e.g. "VERY_HIGH"
    floor: float
    valid_from: date


@dataclass(frozen=True, slots=True)
class Comparator:
    """A published figure of somebody else to stand beside ours: Nasional, Kaltim, IKN, target RPJMD."""

    indicator: str
    name: str
    period: str
    value: float
    source: str
    note: str = ""
