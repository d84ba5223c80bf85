"""How far an index hangs on its weights: the same figures under a thousand other weights.

The weights of an index are a decision, not a measurement. So they are drawn anew around the given ones, and
the band in which the index then lies is printed beside it, with the share of the draws that leaves the order
of the dimensions as it is.

Weights are drawn from a Dirichlet distribution whose mean is the given weights; its concentration is
CONCENTRATION for each indicator, so that with equal weights each single weight varies by about a quarter of
itself (standard deviation). Attainments, targets and coverage stay as they are: what is withheld stays withheld.

Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7 (uncertainty and sensitivity
analysis); Saisana, Saltelli and Tarantola, J. R. Stat. Soc. A 168 (2005) 307-323. A quarter is also what the
JRC's package COINr takes as noise of weights in its examples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS = 1_000
CONCENTRATION = 16.0  # 1 / 0.25**2: a relative standard deviation of a quarter
SEED = 6401  # the same figures give the same band, on every machine and at every look
LOW, HIGH = 5.0, 95.0  # percent of the draws below the ends of the band
_TIE = 1e-9  # points: two dimensions as good as each other have no order to lose

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Weighted:
    """One indicator of an index: its dimension, its weight (any scale), its capped attainment (None: not measured)."""

    code: str
    dimension: str
    weight: float
    capped: float | None


@dataclass(frozen=True, slots=True)
class WeightBand:
    """Where an index lies in nine of ten draws, 0 to 100."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What other weights would say.

    Attributes:
        draws: How many sets of weights.
        total: Band of the index of the whole frame; None where nothing was measured.
        dimensions: Band by dimension code; those without a measured indicator are not in it.
        order: Codes of the dimensions asked for, best first, under the given weights.
        same_order: How many draws leave that order as it is.
        same_last: How many draws leave the last dimension last.
    """

    draws: int
    total: WeightBand | None
    dimensions: Mapping[str, WeightBand]
    order: tuple[str, ...]
    same_order: int
    same_last: int


def sensitivity(parts: Sequence[Weighted], ranked: Sequence[str], *, draws: int = DRAWS) -> Sensitivity:
    """Return the bands of an index and of its dimensions, and what becomes of the order of the dimensions.

    Args:
        parts: All members of the frame, in any order.
        ranked: The dimensions whose index is given (not withheld); only those have a place in the order.
        draws: How many sets of weights.
    """
    members = sorted((one for one in parts if one.weight > 0), key=lambda one: one.code)
    measured = [at for at, one in enumerate(members) if one.capped is not None]
    if not measured:
        return Sensitivity(draws, None, {}, (), 0, 0)
    given = np.array([one.weight for one in members])
    scores = np.array([one.capped or 0.0 for one in members])
    drawn = _drawn(given, draws)
    columns = _columns(members, measured)
    levels = {code: _levels(drawn, scores, at) for code, at in columns.items()}
    now = {code: float(_levels(given[None, :], scores, at)[0]) for code, at in columns.items()}
    order = tuple(sorted((one for one in ranked if one in now), key=lambda one: (-now[one], one)))
    kept = _kept(order, levels, now)
    return Sensitivity(
        draws,
        _band(_levels(drawn, scores, measured)),
        {code: _band(one) for code, one in levels.items()},
        order,
        int(np.all(kept, axis=0).sum()) if kept else draws,
        _last(order, levels, draws),
    )


def _drawn(given: Array, draws: int) -> Array:
    """Return the weights of all draws, shape (draws, members); only their proportions matter."""
    alpha = CONCENTRATION * len(given) * given / given.sum()
    return np.random.default_rng(SEED).standard_gamma(alpha, size=(draws, len(given)))


def _columns(members: Sequence[Weighted], measured: Sequence[int]) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for at in measured:
        columns.setdefault(members[at].dimension, []).append(at)
    return columns


def _levels(weights: Array, scores: Array, at: Sequence[int]) -> Array:
    """Return the index of some members under each set of weights, shape (draws,), 0 to 100."""
    chosen = weights[:, at]
    levels: Array = 100 * (chosen @ scores[at]) / chosen.sum(axis=1)
    return levels


def _band(levels: Array) -> WeightBand:
    low, high = np.percentile(levels, [LOW, HIGH])
    return WeightBand(float(low), float(high))


def _kept(order: Sequence[str], levels: Mapping[str, Array], now: Mapping[str, float]) -> list[Array]:
    """Return for each pair of neighbours in which draws the better one stays the better one."""
    return [levels[better] >= levels[worse] for better, worse in pairwise(order) if now[better] - now[worse] > _TIE]


def _last(order: Sequence[str], levels: Mapping[str, Array], draws: int) -> int:
    if len(order) < 2:
        return draws
    lowest = np.min([levels[code] for code in order], axis=0)
    return int((levels[order[-1]] <= lowest).sum())
