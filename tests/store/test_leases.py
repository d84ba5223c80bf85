"""The lease: one holder, a fence that only grows, a dead holder replaced, a stale one refused. On both engines."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from recording import NOON

from core.errors import StaleWriterError
from core.store import leases
from core.store.holders import is_dead, this_holder
from core.store.leases import Lease

TTL = timedelta(seconds=60)
OTHER_HOST = "server-lain:1:abc"


def acquire(store, holder, *, now=NOON):
    with store.begin_write() as conn:
        return leases.acquire(conn, "scheduler", holder, TTL, now=now)


def check(store, fence):
    with store.begin_write() as conn:
        leases.check_fence(conn, fence)


def test_only_one_holds_the_lease(store):
    assert acquire(store, OTHER_HOST) == Lease("scheduler", OTHER_HOST, 1, NOON + TTL)
    assert acquire(store, "b") is None


def test_asking_again_keeps_the_lease_and_its_fence(store):
    acquire(store, OTHER_HOST)
    assert acquire(store, OTHER_HOST, now=NOON + TTL / 2).fence == 1
    assert acquire(store, "b", now=NOON + TTL) is None


def test_a_lease_that_ran_out_is_taken_over_with_a_greater_fence(store):
    acquire(store, OTHER_HOST)
    assert acquire(store, "b", now=NOON + TTL).fence == 2


def test_a_stale_writer_is_refused_and_the_new_one_is_not(store):
    acquire(store, OTHER_HOST)
    check(store, 1)
    acquire(store, "b", now=NOON + TTL)
    with pytest.raises(StaleWriterError, match="fence 1 is past, 2 holds now"):
        check(store, 1)
    check(store, 2)


def test_work_without_a_lease_is_never_stale(store):
    acquire(store, OTHER_HOST)
    check(store, 0)


def test_a_holder_that_ran_out_but_was_not_replaced_may_go_on(store):
    lease = acquire(store, OTHER_HOST)
    check(store, 1)
    with store.begin_write() as conn:
        renewed = leases.renew(conn, lease, TTL, now=NOON + 3 * TTL)
    assert renewed == Lease("scheduler", OTHER_HOST, 1, NOON + 4 * TTL)


def test_a_replaced_holder_cannot_renew_nor_release(store):
    lease = acquire(store, OTHER_HOST)
    acquire(store, "c", now=NOON + TTL)
    with store.begin_write() as conn:
        assert leases.renew(conn, lease, TTL, now=NOON + TTL) is None
        leases.release(conn, lease, now=NOON + TTL)
    assert acquire(store, "b", now=NOON + TTL) is None


def test_a_released_lease_is_free_at_once_and_its_fence_still_grows(store):
    lease = acquire(store, OTHER_HOST)
    with store.begin_write() as conn:
        leases.release(conn, lease, now=NOON)
    assert acquire(store, "b").fence == 2


def test_of_twenty_that_ask_at_once_one_gets_it(store):
    for take_over in range(5):
        got = []
        start = threading.Barrier(20)

        def ask(name, now=NOON + take_over * TTL, got=got, start=start):
            start.wait()
            got.append(acquire(store, f"{name}-{now}", now=now))

        threads = [threading.Thread(target=ask, args=(f"server-{number}",)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        held = [lease for lease in got if lease]
        assert len(got) == 20 and len(held) == 1 and held[0].fence == take_over + 1


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_holder_is_replaced_at_once_and_a_stopped_one_is_not(store):
    script = "from core.store.holders import this_holder; print(this_holder(), flush=True); input()"
    paths = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    holder = process.stdout.readline().strip()
    assert acquire(store, holder)
    process.send_signal(signal.SIGSTOP)
    assert acquire(store, "b") is None
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert is_dead(holder)
    assert acquire(store, "b").fence == 2


def test_we_are_alive_and_of_other_machines_we_know_nothing():
    assert not is_dead(this_holder()) and not is_dead(this_holder("scheduler-2"))
    assert not is_dead(OTHER_HOST) and not is_dead("") and not is_dead("x")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_later_process_with_the_same_number_is_not_taken_for_the_holder():
    host, pid, _ = this_holder().split(":")
    assert is_dead(f"{host}:{pid}:000000000000")
