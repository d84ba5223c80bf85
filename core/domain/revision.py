"""A correction: a value that took the place of an earlier one of the same source. Made by core.store.revisions."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.area import Area
from core.domain.indicator import Indicator
from core.domain.locks import Lock
from core.domain.period import Period


@dataclass(frozen=True, slots=True)
class Revision:
    """What a source said before and after, when it was stored, by which run, and why.

    Attributes:
        number: 1 for the first correction of a value, then 2 ...
        old, new: In the indicator's unit; equal where only the flag changed.
        old_flag, new_flag: Their flags.
        stored_at: When the new value was stored, UTC.
        source_title, agency: Who said so; the agency's code.
        note: The reason as the source wrote it; "" when it gave none.
        shown: The shown figure rests on it.
        opened: The last opening, before it was stored, of a lock in which the figure lies; None where there was none.
    """

    indicator: Indicator
    area: Area
    period: Period
    number: int
    old: float
    new: float
    old_flag: str
    new_flag: str
    stored_at: datetime
    source_id: str
    source_title: str
    agency: str
    run_id: int
    note: str
    simulated: bool
    shown: bool
    opened: Lock | None = None
