"""Workers: side by side, in order, and a task that hangs holds up nobody."""

import threading

from core.collect.workers import Workers


def test_no_more_tasks_run_at_once_than_were_asked_for():
    lock, now, most = threading.Lock(), [0], [0]
    gate = threading.Event()

    def task():
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        gate.wait(0.05)
        with lock:
            now[0] -= 1

    workers = Workers(3, patience=60)
    for _ in range(20):
        workers.submit(task)
    assert workers.join(30)
    assert most[0] == 3


def test_tasks_that_never_end_give_up_their_place():
    never, done = threading.Event(), []
    workers = Workers(2, patience=0.05)
    for _ in range(6):
        workers.submit(lambda: never.wait(60))
    for number in range(5):
        workers.submit(lambda number=number: done.append(number))
    reached = threading.Event()
    workers.submit(reached.set)
    assert reached.wait(30)
    assert done == [0, 1, 2, 3, 4]
    never.set()
    assert workers.join(30)


def test_closed_workers_take_nothing_more():
    workers, gate, ran = Workers(1, patience=60), threading.Event(), []
    workers.submit(lambda: gate.wait(60))
    workers.submit(lambda: ran.append(1))
    workers.close()
    gate.set()
    assert workers.join(30)
    assert ran == []
