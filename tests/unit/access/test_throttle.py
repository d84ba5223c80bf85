"""Guessing slows down; nobody is locked out."""

from core.access.throttle import FORGOTTEN, FREE, KEPT, LONGEST, OFFICE, Throttle

HOME, OFFICE_ADDRESS = "10.0.0.7", "10.0.0.1"


def failing(throttle, login, address, times, now=0.0):
    for _ in range(times):
        throttle.failed(login, address, now)
    return throttle


def test_the_first_failures_wait_for_nothing_then_each_waits_longer():
    throttle = failing(Throttle(), "siti", HOME, FREE - 1)
    assert throttle.wait("siti", HOME, 0) == 0
    waits = []
    for _ in range(8):
        throttle.failed("siti", HOME, 0)
        waits.append(throttle.wait("siti", HOME, 0))
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST]
    assert throttle.wait("siti", HOME, LONGEST) == 0


def test_guessing_one_name_from_many_addresses_waits_too():
    throttle = Throttle()
    for number in range(FREE + 3):
        throttle.failed("siti", f"10.0.1.{number}", 0)
    assert throttle.wait("siti", "10.0.2.1", 0) == 8


def test_who_guesses_at_somebody_does_not_keep_them_out_where_they_are_known():
    throttle = Throttle()
    throttle.succeeded("siti", OFFICE_ADDRESS, 0)
    failing(throttle, "siti", HOME, 50, now=1)
    assert throttle.wait("siti", HOME, 1) > 0
    assert throttle.wait("siti", OFFICE_ADDRESS, 1) == 0


def test_an_office_behind_one_address_is_not_kept_out_by_a_colleague_who_forgot():
    throttle = failing(Throttle(), "budi", OFFICE_ADDRESS, FREE + 4)
    assert throttle.wait("budi", OFFICE_ADDRESS, 0) > 0
    assert throttle.wait("siti", OFFICE_ADDRESS, 0) == 0


def test_trying_many_names_from_one_address_waits():
    throttle = Throttle()
    for number in range(FREE * OFFICE):
        throttle.failed(f"nama{number}", HOME, 0)
    assert throttle.wait("nama-lain", HOME, 0) > 0


def test_failures_are_forgotten_after_a_while_and_by_getting_in():
    throttle = failing(Throttle(), "siti", HOME, FREE + 6)
    assert throttle.wait("siti", HOME, FORGOTTEN + 1) == 0
    throttle = failing(Throttle(), "siti", HOME, FREE + 6)
    throttle.succeeded("siti", HOME, 1)
    failing(throttle, "siti", HOME, FREE - 1, now=2)
    assert throttle.wait("siti", HOME, 2) == 0


def test_it_keeps_no_more_than_it_may():
    throttle = Throttle()
    for number in range(KEPT + 500):
        throttle.failed(f"nama{number}", f"address{number}", 0)
        throttle.succeeded(f"lain{number}", f"lain{number}", 0)
    assert len(throttle._failed) <= KEPT
    assert len(throttle._known) <= KEPT
