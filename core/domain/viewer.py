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


# Whose eyes an operator can look through, beside each office's.
LOOKED_AT = (Role.COUNCIL, Role.STEWARD, Role.AUDITOR, Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person or wall display that asks.

    Attributes:
        role: What may be read and done.
        name: Of the person or the screen; "" for the public.
        agency: The office of an AGENCY viewer, else "".
        looking: An operator looks as this role: reads what it reads, and changes nothing.
        slides: Codes of the slides that a SCREEN may show (core.domain.wall_screens); nobody else is held to them.
    """

    role: Role
    name: str = ""
    agency: str = ""
    looking: bool = False
    slides: tuple[str, ...] = ()
