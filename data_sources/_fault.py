"""How a connector of files says that it cannot read one: always with reason, what was found and what was expected."""

from core.collect.contract import Source
from core.errors import SourceChangedError
from core.reasons import Reason

SHOWN = 200  # characters of what was found; a message is read by people


def refusal(
    source: Source, reason: Reason, message: str, *, found: object = "", expected: object = ""
) -> SourceChangedError:
    """Return the error to raise: nothing of the file is stored.

    Args:
        source: Whose file it is.
        reason: The stable code.
        message: English, for the log: where, what was expected and found.
        found: What was there, shortened; for the sentence people read.
        expected: What should have been there.
    """
    return SourceChangedError(
        source.id,
        f"{message}. Nothing was stored, the last good values stay on screen; "
        f"once it is mended, try: python -m core collect {source.id} --dry-run",
        reason=reason,
        found=str(found)[:SHOWN],
        expected=str(expected)[:SHOWN],
    )
