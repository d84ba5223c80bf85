"""The process that forecasts: begun with the first question, gone when nothing waits, another one after a fault."""

import io
import pickle
import sys

import psutil
import pytest
from reading import indicator

from core.domain.figure import Point
from core.domain.indicator import Frequency
from core.domain.period import parse_period
from core.domain.projection import NoProjection, Projection
from core.store.forecasting import ForecastProcess, answer

INDICATOR = indicator("A", frequency=Frequency.MONTHLY)


def line(count=36):
    first, points = parse_period("2023-11"), []
    for number in range(count):
        points.append(Point(first, 40 + 0.5 * number + (number % 5) * 0.3))
        first = first.following()
    return tuple(points)


@pytest.fixture
def forecasts():
    one = ForecastProcess()
    yield one
    one.end()


def helpers():
    return [one for one in psutil.Process().children() if "core.store.forecasting" in " ".join(one.cmdline())]


def test_the_library_stays_out_of_the_asking_process(forecasts):
    before = {name for name in sys.modules if name.startswith(("statsmodels", "scipy"))}
    assert isinstance(forecasts.project(INDICATOR, line()), Projection)
    assert {name for name in sys.modules if name.startswith(("statsmodels", "scipy"))} == before
    assert len(helpers()) == 1


def test_one_process_answers_all_and_gives_way_to_everything_else(forecasts):
    first = forecasts.project(INDICATOR, line())
    helper = helpers()[0]
    assert forecasts.project(INDICATOR, line()) == first
    assert helpers() == [helper]
    assert helper.nice() > psutil.Process().nice()


def test_it_is_gone_when_it_was_ended(forecasts):
    forecasts.project(INDICATOR, line())
    forecasts.end()
    assert helpers() == []


def test_a_process_that_was_killed_is_followed_by_another_one(forecasts):
    forecasts.project(INDICATOR, line())
    helpers()[0].kill()
    with pytest.raises((OSError, EOFError)):
        forecasts.project(INDICATOR, line())
    assert isinstance(forecasts.project(INDICATOR, line()), Projection)


def test_a_question_that_cannot_be_answered_is_told_and_the_next_one_is(capsys):
    questions = io.BytesIO(pickle.dumps((INDICATOR, (None,))) + pickle.dumps((INDICATOR, line())))
    answers = io.BytesIO()
    answer(questions, answers)
    answers.seek(0)
    assert pickle.load(answers) is NoProjection.FAILED
    assert isinstance(pickle.load(answers), Projection)
    assert "projection of A failed" in capsys.readouterr().err
