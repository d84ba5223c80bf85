"""What holds of what walidata found: the newest finding of a row, and the first verification that covers it."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.verification import Judgement, Mark, Row, checks_from, reason_of
from core.errors import DecisionRefusedError

START = datetime(2026, 10, 1, tzinfo=UTC)


def row(run=3, source="s", period="2026-09"):
    return Row("LH-01", "64.01", period, source, run)


def marks(*found):
    """Return marks a minute apart from (judgement, row)."""
    return [
        Mark(judgement, one, "", f"orang {at}", START + timedelta(minutes=at))
        for at, (judgement, one) in enumerate(found)
    ]


def up_to(run, source="s"):
    return Judgement.VERIFIED, Row("", "", "", source, run)


def test_nothing_is_known_of_a_row_nobody_looked_at():
    assert checks_from([]).of(row()) is None
    assert checks_from(marks(up_to(2))).of(row()) is None
    assert checks_from(marks(up_to(9, "t"))).of(row()) is None


def test_a_verification_covers_every_row_up_to_its_run_and_the_first_one_counts():
    checks = checks_from(marks(up_to(2), up_to(3), up_to(7)))
    assert [checks.of(row(run)).by for run in (1, 2, 3, 4, 7)] == [
        "orang 0",
        "orang 0",
        "orang 1",
        "orang 2",
        "orang 2",
    ]
    assert checks.of(row(8)) is None
    assert (checks.verified_until("s"), checks.verified_until("t")) == (7, 0)
    assert checks.last_of("s").by == "orang 2"


def test_a_verification_of_an_earlier_run_moves_nothing_back():
    checks = checks_from(marks(up_to(7), up_to(3)))
    assert (checks.verified_until("s"), checks.of(row()).by) == (7, "orang 0")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_return_counts_for_more_than_a_verification_whichever_came_first(order):
    found = [(Judgement.RETURNED, row()), up_to(5)]
    checks = checks_from(marks(*(found[at] for at in order)))
    assert checks.of(row()).judgement is Judgement.RETURNED
    assert checks.of(row(period="2026-08")).judgement is Judgement.VERIFIED


def test_the_newest_finding_of_a_row_counts():
    steps = [(Judgement.RETURNED, row()), (Judgement.WITHDRAWN, row()), (Judgement.RETURNED, row())]
    assert [row() in checks_from(marks(*steps[: at + 1])).returned for at in range(3)] == [True, False, True]
    assert checks_from(marks(*steps)).moved == {"LH-01": START + timedelta(minutes=2)}


def test_another_revision_is_another_row():
    checks = checks_from(marks((Judgement.RETURNED, row(3))))
    assert checks.of(row(4)) is None


@pytest.mark.parametrize("typed", ["", "   ", "123456789", "x" * 1001, " 12345 " + " " * 50])
def test_a_reason_has_ten_to_a_thousand_characters(typed):
    with pytest.raises(DecisionRefusedError) as refused:
        reason_of(typed)
    assert refused.value.code == "alasan"


def test_a_reason_is_kept_in_one_line():
    assert reason_of("  satuan\nkeliru,\t kirim lagi ") == "satuan keliru, kirim lagi"
