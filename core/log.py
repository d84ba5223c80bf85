"""The log: to stderr, one line a message, whatever the message holds."""

import logging
import sys
import time

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_ESCAPES = {number: f"\\x{number:02x}" for number in (*range(32), 127, *range(0x80, 0xA0))}
_ESCAPES |= {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): " "}
# Line separators and marks that turn the direction of writing would forge or hide lines in a viewer.
_ESCAPES |= {number: f"\\u{number:04x}" for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)}
LONGEST = 4000  # characters of one message


class OneLine(logging.Formatter):
    """Escapes control characters, so that no value from outside can forge a line; tracebacks are indented."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return the message as one line."""
        record.message = escape(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and below it the details (`extra={"details": ...}`), each line marked."""
        line = super().format(record)
        details = str(getattr(record, "details", ""))
        return "\n".join([line, *(f"  | {escape(one)}" for one in details.splitlines())])


def escape(text: str) -> str:
    """Return the text without control characters and of bounded length."""
    return (text if len(text) <= LONGEST else f"{text[:LONGEST]}…").translate(_ESCAPES)


def set_up_logging(level: int = logging.INFO) -> None:
    """Send the log of this process to stderr; libraries only speak when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library, least in (("apscheduler", logging.ERROR), ("alembic", logging.WARNING)):
        logging.getLogger(library).setLevel(least)
