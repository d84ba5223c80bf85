"""Every word that viewers read, in Bahasa Indonesia: one module for each room of the screen.

A page takes its room (`from components.labels import council`) and holds no words itself; what is named in several
rooms stands in `states` and may be taken from here (`labels.STATUS`). Text with a gap is a `str.format` template.
"""

from components.labels.states import (
    ABSENCE,
    BRAND,
    COMPARISON,
    CONNECTOR,
    FLAG,
    FRAME,
    FREQUENCY,
    FRESHNESS,
    KIND,
    LEVEL,
    NO_OFFICIAL_BORDER,
    PROPOSAL,
    RUN_STATE,
    SIMULATED,
    STATUS,
    TITLE,
    TRIGGER,
    VERIFICATION,
)

__all__ = [
    "ABSENCE",
    "BRAND",
    "COMPARISON",
    "CONNECTOR",
    "FLAG",
    "FRAME",
    "FREQUENCY",
    "FRESHNESS",
    "KIND",
    "LEVEL",
    "NO_OFFICIAL_BORDER",
    "PROPOSAL",
    "RUN_STATE",
    "SIMULATED",
    "STATUS",
    "TITLE",
    "TRIGGER",
    "VERIFICATION",
]
