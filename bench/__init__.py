"""Measures every budget of docs/performance.md beside its floor, in interleaved rounds of one run: python -m bench."""
