"""Forecasts in a process of their own: `python -m core.store.forecasting` answers questions on its standard input.

The library takes 90 MB and, while it works, the interpreter's lock from every page. The process begins with the
first question, gives way to everything else on the machine, and ends when nothing waits or its parent is gone.
"""

import os
import pickle
import subprocess
import sys
from typing import BinaryIO

from core.config import ROOT
from core.domain.exponential_smoothing import smoothed
from core.domain.figure import Point
from core.domain.indicator import Indicator
from core.domain.projection import NoProjection, Projection, project

NICENESS = 10


class ForecastProcess:
    """Asks one process, one question after the other. For one thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def project(self, indicator: Indicator, line: tuple[Point, ...]) -> Projection | NoProjection:
        """Return the projection of a line.

        Raises:
            OSError, EOFError: If the process cannot be started, or ended without an answer; the next question begins
                another one.
        """
        try:
            process = self._process or self._begun()
            asked, answers = process.stdin, process.stdout
            assert asked and answers, "both are pipes"
            pickle.dump((indicator, line), asked)
            asked.flush()
            found: Projection | NoProjection = pickle.load(answers)  # noqa: S301 - from our own process
        except (OSError, EOFError):
            self.end()
            raise
        return found

    def end(self) -> None:
        """Let the process end; what it took goes back to the machine."""
        if self._process is not None:
            self._process.kill()  # it holds nothing that must be kept
            self._process.communicate()
            self._process = None

    def _begun(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C is meant for the parent, whose end closes the pipe.
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        return self._process


def answer(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more."""
    while True:
        try:
            indicator, line = pickle.load(questions)  # noqa: S301 - from our own parent
        except EOFError:
            return
        try:
            found: Projection | NoProjection = project(indicator, line, smoothed)
        except Exception as error:  # the parent is told by the answer, the operator by the log
            sys.stderr.write(f"projection of {indicator.code} failed: {error!r}\n")
            found = NoProjection.FAILED
        pickle.dump(found, answers)
        answers.flush()


if __name__ == "__main__":
    os.nice(NICENESS)
    answer(sys.stdin.buffer, sys.stdout.buffer)
