"""What the checker's queue shows: a source with what came since it was last verified, a value, a returned value."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.area import Area
from core.domain.figure import Comparison
from core.domain.indicator import Indicator
from core.domain.period import Period
from core.domain.verification import Mark, Returned, Row


@dataclass(frozen=True, slots=True)
class Waiting:
    """One source, and how much of it waits.

    Attributes:
        agency: Code of the office whose work it is.
        values, revised: How many values came since the last verification, and how many of them are corrections.
        runs: The runs that brought them, oldest first.
        span: First and last of their periods; None without any.
        arrived_at: When the newest of those runs stored its values.
        rejected: How many rows or cells its newest run refused.
        returned: How many of its values were returned and not answered.
        last: Its newest verification; None when there was none.
    """

    source_id: str
    title: str
    agency: str
    simulated: bool
    values: int
    revised: int
    runs: tuple[int, ...]
    span: tuple[Period, Period] | None
    arrived_at: datetime | None
    rejected: int
    returned: int
    last: Mark | None

    @property
    def until(self) -> int:
        """Return the newest run that waits; 0 without any."""
        return self.runs[-1] if self.runs else 0


@dataclass(frozen=True, slots=True)
class WaitingValue:
    """One value that waits.

    Attributes:
        row: What names it.
        revision: 0 as first sent; `revised_from` is then None, else what it was before.
        change: Against the period before, as the same source gave it.
        conflict: Key of the open conflict it is part of; "" without one.
        locked: Whether its period is locked: it can be verified and not returned.
    """

    row: Row
    indicator: Indicator
    area: Area
    period: Period
    value: float
    flag: str
    revision: int
    change: Comparison
    conflict: str
    revised_from: float | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """Some values of a source.

    Attributes:
        values: The newest period first.
        number: Of the page, from 1 on; `last` the number of the last one.
        count: How many values there are on all pages.
        first: Place of the first of `values` among them, from 1 on.
        everything: Whether verified values are among them.
    """

    values: tuple[WaitingValue, ...]
    number: int
    last: int
    count: int
    first: int
    everything: bool


@dataclass(frozen=True, slots=True)
class ReturnedValue:
    """One value that was returned and not answered.

    Attributes:
        office: Code of who is to answer.
        locked: Whether its period is locked: no answer is stored, and the return is not taken back.
    """

    row: Row
    indicator: Indicator
    area: Area
    value: float
    source_title: str
    office: str
    arrived_at: datetime
    told: Returned
    locked: bool = False
