"""The forecaster: exponential smoothing (ETS) of statsmodels, without or with a damped trend, whichever fits better.

Of the two forms the one of the smaller AICc is taken, on the values that are known at the time and nothing
else. A damped trend levels off, so that three good months are not drawn on into the sky. There is no seasonal
form: of a series with a strong season the seasonal naive forecast is hard to beat, and then nothing is shown.

The library is imported when the first forecast is asked for: it takes a second that a start does not have.

Source: Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008); docs/forecast.md has
the back-test.
"""

import os
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS = 500  # futures; the ends of a 90 % interval then move by about a twentieth of its width
SEED = 6401
_FORMS: tuple[Mapping[str, Any], ...] = ({}, {"trend": "add", "damped_trend": True})
_STEPS = 200  # of the optimiser; where it finds nothing by then, the other form is taken


def smoothed(values: Sequence[float], steps: int) -> NDArray[Any]:
    """Return possible futures, shape (DRAWS, steps); the same values give the same futures."""
    flat = np.full((DRAWS, steps), values[-1], dtype=float)
    if min(values) == max(values):
        return flat  # nothing to learn from: the optimiser would divide by no variance
    fits = [fit for form in _FORMS if (fit := _fit(values, form)) is not None]
    if not fits:
        return flat
    best = min(fits, key=lambda fit: float(fit.aicc))
    drawn = best.simulate(nsimulations=steps, repetitions=DRAWS, anchor="end", rng=np.random.default_rng(SEED))
    return np.asarray(drawn, dtype=float).reshape(steps, DRAWS).T


def _library() -> Any:
    """Return the model, imported now if it was not before."""
    # scipy brings its own linear algebra, which reads this when it is loaded: threads for matrices of five
    # rows cost ten times the processor's time, and more beside other work (measured).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: PLC0415 - takes a second, see above

    return ETSModel


def _fit(values: Sequence[float], form: Mapping[str, Any]) -> Any:
    """Return the fitted model; None where this form cannot be fitted to these values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an optimiser that stopped early still has its best values so far
        try:
            fit = _library()(np.asarray(values, dtype=float), error="add", **form).fit(disp=False, maxiter=_STEPS)
        except (ValueError, ZeroDivisionError, FloatingPointError, np.linalg.LinAlgError):
            return None
    return fit if np.isfinite(fit.aicc) else None
