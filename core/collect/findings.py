"""What check-config finds: one thing that is wrong, or that an operator should know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that an operator should know.

    Attributes:
        section: "sources.sampah_dlh".
        key: "" when the section as a whole is meant.
        is_fault: False: a warning, collecting goes on.
    """

    section: str
    key: str
    value: object
    message: str
    is_fault: bool = True

    def __str__(self) -> str:
        """Return "[section] key = value: message"."""
        where = f"[{self.section}]" + (f" {self.key} = {self.value!r}" if self.key else "")
        return f"{'fault' if self.is_fault else 'warning'}: {where}: {self.message}"
