"""Simulated OPD feeds, written as the files an OPD would really send. Removed by [demo] enabled = false."""
