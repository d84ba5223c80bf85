"""Who asks. Every query takes the viewer first, so that a page which forgets to check shows nothing."""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a viewer is to the city."""

    COUNCIL = "dewan"
    AGENCY = "opd"
    STEWARD = "walidata"  # verifies what offices send
    OPERATOR = "operator"
    AUDITOR = "auditor"
    SCREEN = "layar"
    PUBLIC = "umum"  # nobody who logged in, on a page that config.toml opens


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person or wall display that asks; `agency` is the office of an AGENCY viewer, else empty."""

    role: Role
    name: str = ""
    agency: str = ""
