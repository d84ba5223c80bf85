"""Checks observations against the catalogue: range, whole numbers, periods, levels, doubles. By column, not by row.

Each different indicator, area and period is looked at once, so that 360,000 rows take a fraction of a second.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.batch import COLUMN, OBSERVATION_COLUMNS, Batch, Rejected, is_unsafe, shown
from core.collect.contract import Source
from core.collect.validity import in_force_words
from core.domain.area import Level, level_of
from core.domain.catalogue import Catalogue
from core.domain.period import Period, parse_period
from core.reasons import Reason

_FINENESS = {Level.REGENCY: 0, Level.DISTRICT: 1, Level.VILLAGE: 2}
_TEXTS = ("text", "flag", "place", "citation", "note")
_WHOLE = 1e-9  # a share of the value: what conversion leaves of a whole number
_Mask = NDArray[np.bool_]
_Codes = NDArray[np.int64]


def check(batch: Batch, source: Source, catalogue: Catalogue, *, today: date) -> Batch:
    """Return the batch with what the catalogue does not allow refused, and OBSERVATION_COLUMNS alone.

    A period is refused when it has not begun; one that is still running is taken, its figure will be revised.
    Under the strict policy one refusal withholds everything, and the same refusals are listed.

    Args:
        batch: Of map_records.
        source: Its first plausible year and its policy hold.
        catalogue: Limits of each indicator.
        today: The city's day.
    """
    rows = batch.observations
    if len(rows):
        found = _Rows(rows, catalogue)
        verdict = np.zeros(len(rows), dtype=np.int64)  # 0 good, else 1 + index into _FINDINGS
        for at, reason in enumerate(_FINDINGS):
            mask = found.refused(reason, source, today)
            verdict[(verdict == 0) & mask] = at + 1
        batch = _apply(batch, source, catalogue, verdict)
        batch = _without_doubles(batch, found.keys()[verdict == 0])
    return _strict(batch, source)


# In this order: the first that holds is the one that is told.
_FINDINGS = (
    Reason.INDICATOR_UNKNOWN,
    Reason.AREA_UNKNOWN,
    Reason.AREA_LEVEL_MISMATCH,
    Reason.PERIOD_INVALID,
    Reason.PERIOD_IMPLAUSIBLE,
    Reason.PERIOD_NOT_IN_FORCE,
    Reason.PERIOD_FUTURE,
    Reason.TEXT_UNSAFE,
    Reason.VALUE_NOT_NUMERIC,
    Reason.VALUE_OUT_OF_RANGE,
    Reason.VALUE_NOT_INTEGER,
)
_COLUMN_WORDS = {
    Reason.INDICATOR_UNKNOWN: ("indicator",),
    Reason.AREA_UNKNOWN: ("area",),
    Reason.AREA_LEVEL_MISMATCH: ("area",),
    Reason.PERIOD_INVALID: ("date", "period", "year"),
    Reason.PERIOD_IMPLAUSIBLE: ("date", "period", "year"),
    Reason.PERIOD_NOT_IN_FORCE: ("date", "period", "year"),
    Reason.PERIOD_FUTURE: ("date", "period", "year"),
}


class _Rows:
    """Observations by the numbers of their indicators, areas and periods."""

    def __init__(self, rows: pd.DataFrame, catalogue: Catalogue) -> None:
        self.rows = rows
        self.value = rows["value"].to_numpy(dtype=np.float64)
        self.indicator, codes = _factorize(rows["indicator"])
        self.area, self.areas = _factorize(rows["area"])
        self.period, periods = _factorize(rows["period"])
        self.indicators = [catalogue.indicators.get(code) for code in codes]
        self.known_areas = np.array([code in catalogue.areas for code in self.areas], dtype=bool)
        self.periods = [_period(text) for text in periods]

    def keys(self) -> _Codes:
        """Return a number for each row, the same for the same indicator, area and period."""
        return (self.indicator * len(self.areas) + self.area) * len(self.periods) + self.period

    def refused(self, reason: Reason, source: Source, today: date) -> _Mask:
        """Return which rows have this fault."""
        if reason is Reason.INDICATOR_UNKNOWN:
            return _by(self.indicator, [one is None for one in self.indicators])
        if reason is Reason.AREA_UNKNOWN:
            return ~self.known_areas[self.area]
        if reason is Reason.AREA_LEVEL_MISMATCH:
            return self._too_fine()
        if reason is Reason.TEXT_UNSAFE:
            return self._unsafe()
        if reason is Reason.PERIOD_NOT_IN_FORCE:
            return self._not_in_force()
        if reason.value.startswith("period"):
            return self._bad_period(reason, source.reading.first_year, today)
        return self._bad_value(reason)

    def _too_fine(self) -> _Mask:
        finest = np.array([_FINENESS[one.finest] if one else 9 for one in self.indicators])
        levels = np.array(
            [
                _FINENESS[level_of(code)] if known else 0
                for code, known in zip(self.areas, self.known_areas, strict=True)
            ]
        )
        return np.asarray(levels[self.area] > finest[self.indicator])

    def _bad_period(self, reason: Reason, first_year: int, today: date) -> _Mask:
        if reason is Reason.PERIOD_INVALID:
            return _by(self.period, [one is None for one in self.periods])
        if reason is Reason.PERIOD_FUTURE:
            return _by(self.period, [one is not None and one.start > today for one in self.periods])
        return _by(self.period, [one is not None and one.end.year < first_year for one in self.periods])

    def _not_in_force(self) -> _Mask:
        """Return which rows speak of a time when their indicator had not begun or was over, by the rule of reading."""
        found = np.zeros(len(self.rows), dtype=bool)
        for at, one in enumerate(self.indicators):
            if one and (one.valid_from or one.valid_to):
                out = [period is not None and not one.is_in_force(period.end) for period in self.periods]
                found |= (self.indicator == at) & _by(self.period, out)
        return found

    def _bad_value(self, reason: Reason) -> _Mask:
        if reason is Reason.VALUE_NOT_NUMERIC:
            return np.asarray(~np.isfinite(self.value))
        if reason is Reason.VALUE_OUT_OF_RANGE:
            low = _limits([one.minimum if one else None for one in self.indicators], -np.inf)
            high = _limits([one.maximum if one else None for one in self.indicators], np.inf)
            return np.asarray((self.value < low[self.indicator]) | (self.value > high[self.indicator]))
        whole = np.array([bool(one and one.integer) for one in self.indicators])[self.indicator]
        finite = np.where(np.isfinite(self.value), self.value, 0.0)
        rest = np.abs(finite - np.round(finite))
        return np.asarray(whole & (rest > _WHOLE * np.maximum(np.abs(finite), 1)))

    def _unsafe(self) -> _Mask:
        found = np.zeros(len(self.rows), dtype=bool)
        for name in _TEXTS:
            texts = self.rows[name].to_numpy(dtype=object)
            # One search over all texts together; only a hit is looked for row by row.
            if is_unsafe(" ".join(texts)):
                found |= np.array([is_unsafe(text) for text in texts], dtype=bool)
        return found


def _factorize(cells: pd.Series) -> tuple[_Codes, list[str]]:
    codes, uniques = pd.factorize(cells)
    return codes.astype(np.int64), [str(one) for one in uniques]


def _by(codes: _Codes, answers: list[bool]) -> _Mask:
    return np.asarray(np.array(answers, dtype=bool)[codes])


def _limits(limits: list[float | None], none: float) -> NDArray[np.float64]:
    return np.array([none if one is None else one for one in limits], dtype=np.float64)


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ValueError:
        return None


def _apply(batch: Batch, source: Source, catalogue: Catalogue, verdict: _Codes) -> Batch:
    """Return the batch without the rows that have a fault, each listed."""
    bad = np.flatnonzero(verdict)
    if not len(bad):
        return batch
    rows = batch.observations
    refused = [
        _rejected(row, _FINDINGS[verdict[at] - 1], source, catalogue)
        for at, row in zip(bad, rows.iloc[bad].to_dict("records"), strict=True)
    ]
    return replace(batch, observations=rows[verdict == 0], rejected=[*batch.rejected, *refused])


def _rejected(row: dict[str, object], reason: Reason, source: Source, catalogue: Catalogue) -> Rejected:
    columns = source.reading.columns
    words = _COLUMN_WORDS.get(reason, ())
    column = next((columns[word] for word in words if word in columns), "" if words else str(row.get(COLUMN, "")))
    found = str(row[words[-1] if words[-1] in row else "period"]) if words else str(row["text"])
    return Rejected(
        place=shown(row["place"]),
        column=column,
        found=shown(found),
        reason=reason,
        expected=_expected(row, reason, source, catalogue),
    )


def _expected(row: dict[str, object], reason: Reason, source: Source, catalogue: Catalogue) -> str:
    """Return what would have been right, short, in Indonesian."""
    indicator = catalogue.indicators.get(str(row["indicator"]))
    if reason is Reason.PERIOD_IMPLAUSIBLE:
        return f"tahun {source.reading.first_year} atau sesudahnya"
    if indicator is None:
        return ""
    if reason is Reason.PERIOD_NOT_IN_FORCE:
        return in_force_words(indicator, catalogue)
    if reason is Reason.VALUE_OUT_OF_RANGE:
        low, high = indicator.minimum, indicator.maximum
        bounds = [
            f"paling sedikit {low:g}" if low is not None else "",
            f"paling banyak {high:g}" if high is not None else "",
        ]
        return f"{' dan '.join(filter(None, bounds))} {indicator.unit}".strip()
    if reason is Reason.AREA_LEVEL_MISMATCH:
        return indicator.finest.value
    return ""


def _without_doubles(batch: Batch, keys: _Codes) -> Batch:
    """C16: the same figure twice is one; different figures for one key are all refused."""
    rows = batch.observations
    again = pd.Series(keys).duplicated(keep=False).to_numpy()
    if not again.any():
        return batch
    doubles = rows[again]
    groups = doubles.groupby(keys[again], sort=False)
    differ = groups["value"].transform("nunique").to_numpy() > 1
    surplus = doubles[~differ].index[pd.Series(keys[again][~differ]).duplicated().to_numpy()]
    conflicting = doubles[differ]
    refused = _conflicts(conflicting, keys[again][differ])
    kept = rows.drop(index=[*surplus, *conflicting.index])
    return replace(batch, observations=kept, rejected=[*batch.rejected, *refused], merged=batch.merged + len(surplus))


def _conflicts(rows: pd.DataFrame, keys: _Codes) -> list[Rejected]:
    """Return the refusals of rows that disagree, each naming where another figure stands."""
    others: dict[int, list[str]] = {}
    for key, place, text in zip(keys, rows["place"], rows["text"], strict=True):
        others.setdefault(int(key), []).append(f"{text} ({place})")
    columns = rows[COLUMN] if COLUMN in rows else pd.Series("", index=rows.index)
    return [
        Rejected(place, column, shown(text), Reason.DUPLICATE_CONFLICT, shown("; ".join(others[int(key)])))
        for key, place, text, column in zip(keys, rows["place"], rows["text"], columns, strict=True)
    ]


def _strict(batch: Batch, source: Source) -> Batch:
    """Return the batch as the source's policy wants it, with the columns of an observation alone."""
    rows = batch.observations.reindex(columns=list(OBSERVATION_COLUMNS)).reset_index(drop=True)
    if source.reading.strict and batch.rejected:
        return replace(batch, observations=rows.iloc[:0], withheld=batch.withheld + len(rows))
    return replace(batch, observations=rows)
