"""A simulated figure never stands before a real one of the same period, whatever ranks the sections have."""

from reading import REGENCY, catalogue, config, indicator, model, run, source, view

from core.store.figures import figure


def test_a_real_figure_of_low_rank_is_shown_before_a_simulated_one_of_high_rank(store):
    run(store, "simulated", ("A", REGENCY, "2026-09", 1), ("A", REGENCY, "2026-10", 3), simulated=True)
    run(store, "printed", ("A", REGENCY, "2026-09", 2))
    settled = config(source("simulated", "A", rank=1, simulated=True), source("printed", "A", rank=200))
    current = model(store, catalogue(indicator("A")), settled).current()
    real = figure(current, "A", REGENCY, view(period="2026-09"))
    assert (real.value, real.simulated) == (2.0, False)
    newer = figure(current, "A", REGENCY, view(period="2026-10"))
    assert (newer.value, newer.simulated) == (3.0, True)
