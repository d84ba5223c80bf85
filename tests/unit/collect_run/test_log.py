"""A message is one line in the log, whatever it holds."""

import logging

from core.log import LONGEST, OneLine


def _told(message, **extra):
    record = logging.LogRecord("core", logging.WARNING, __file__, 1, message, (), None)
    record.__dict__.update(extra)
    return OneLine("%(levelname)s %(message)s").format(record)


def test_line_ends_and_escapes_cannot_forge_a_line():
    told = _told("a\r\nERROR forged\x1b[31m\u2028b\u202ec")
    assert told == "WARNING a\\r\\nERROR forged\\x1b[31m\\u2028b\\u202ec"


def test_a_message_is_of_bounded_length():
    assert len(_told("x" * 1_000_000)) < LONGEST + 20


def test_details_are_marked_line_by_line():
    assert _told("failed", details="one\ntwo\x1b") == "WARNING failed\n  | one\n  | two\\x1b"
