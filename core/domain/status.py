"""What a figure is called: the five levels of SAKIP, and the states of a figure that has no level."""

from enum import Enum


class Status(Enum):
    """A level of attainment or the reason there is none. The value is the CSS suffix and the store's word.

    Source: SAKIP scale 91-100, 76-90, 66-75, 51-65, 50 and less, as printed in LKjIP of kabupaten;
    the text of Permendagri 86/2017 was not at hand, so the limits stand in catalogue/bands.csv.
    """

    VERY_HIGH = "very-high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    VERY_LOW = "very-low"
    NO_DATA = "no-data"  # should be there and is not
    NOT_DUE = "not-due"  # nothing expected yet
    UNSCORED = "unscored"  # measured, but without a target or for information only


class FreshnessState(Enum):
    """Age of the data against its own frequency."""

    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    DELINQUENT = "delinquent"
    ENDED = "ended"  # the indicator is over: nothing more is expected, and nothing is late
    EVENT = "event"  # comes when it happens; has an age but is never late
    NONE = "none"  # nothing was ever reported
