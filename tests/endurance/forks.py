"""Processes that are cheap to kill: forked from one that has imported everything, on either journal of SQLite.

A start costs some milliseconds instead of two seconds of imports; what runs is a process of its own all the same,
and dies of a real signal. `python -m tests.endurance.forks serve <path> <log>` is the one that they are forked from,
and `... run <path> <task> <argument> ...` runs a task by itself.
"""

import faulthandler
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from core.config import ROOT
from tests.endurance.sqlite_paths import ROLLBACK, take_path

TASKS = "tests.endurance.tasks"


class Child:
    """A forked process. `code` is None while it lives; minus the number of the signal if one ended it."""

    def __init__(self, forks, pid):
        self._forks, self.pid, self.code = forks, pid, None
        self._handle = os.pidfd_open(pid)  # tells of its end and never means another process of the same number

    def send(self, number):
        """Send a signal, unless its end was noticed."""
        if self.code is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def wait(self, seconds=60):
        """Wait for the end and return the code; None when it did not come in time."""
        if self.code is None and select.select([self._handle], [], [], seconds)[0]:
            self.code = self._forks.ask({"wait": self.pid})
            os.close(self._handle)
        if self.code is None:
            self.send(signal.SIGUSR1)  # it writes into the log where it hangs
        return self.code

    def kill(self):
        """End it by SIGKILL and wait."""
        self.send(signal.SIGKILL)
        return self.wait()


class Forks:
    """Forks functions of tests.endurance.tasks."""

    def __init__(self, folder, path=ROLLBACK):
        self.log = folder / "children.log"
        command = [sys.executable, "-m", "tests.endurance.forks", "serve", path, str(self.log)]
        self._server = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.children = []
        assert self._server.stdout.readline() == "ready\n", self.log.read_text(errors="replace")

    def ask(self, order):
        """Send an order to the server and return its answer."""
        self._server.stdin.write(json.dumps(order) + "\n")
        return json.loads(self._server.stdout.readline())

    def start(self, task, *arguments, **environment):
        """Run tasks.<task>(*arguments) in a process of its own."""
        child = Child(self, self.ask({"fork": task, "arguments": list(map(str, arguments)), "environ": environment}))
        self.children = [one for one in self.children if one.code is None] + [child]
        return child

    def end_all(self):
        """Kill what is left of the children."""
        for child in self.children:
            child.kill()

    def close(self):
        """Kill what is left, and the one that forked it: it holds nothing that must be kept."""
        self.end_all()
        with self._server:
            self._server.kill()  # not asked to end by itself: exit handlers of all that it has imported can hang


def wait_until(true, seconds=120, pause=0.02):
    """Wait until something is true and return it."""
    ends = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < ends, "it never came true"
        time.sleep(pause)
    return answer


def wait_until_halted(pid):
    """Wait until SIGSTOP has reached every thread: on a busy machine some go on for a while, and take locks."""
    tasks = Path("/proc") / str(pid) / "task"
    wait_until(lambda: all(one.read_text().rpartition(")")[2].split()[0] == "T" for one in tasks.glob("*/stat")))


def _run(path, task, *arguments):
    take_path(path)
    sys.exit(getattr(import_module(TASKS), task)(*arguments))


def _serve(path, log):
    take_path(path)
    tasks = import_module(TASKS)
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    children = set()
    _answer("ready")
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _answer(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]))
            children.discard(order["wait"])
            continue
        pid = os.fork()
        if pid == 0:
            _be(tasks, order, out)
        children.add(pid)
        _answer(pid)
    for pid in children:  # the tests ended before they could end these
        os.kill(pid, signal.SIGKILL)


def _answer(value):
    sys.stdout.write(value if value == "ready" else json.dumps(value))
    sys.stdout.write("\n")
    sys.stdout.flush()


def _be(tasks, order, out):
    """Be the child: run the task and end, whatever comes."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        faulthandler.register(signal.SIGUSR1)
        os.environ.update(order["environ"])
        code = getattr(tasks, order["fork"])(*order["arguments"]) or 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else bool(end.code)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    sys.path.append(str(ROOT / "tests"))  # as pytest has it: what the tests share stands there
    {"serve": _serve, "run": _run}[sys.argv[1]](*sys.argv[2:])
