"""How a figure comes in: fetch, keep the raw answer, map, normalise, check, record; and when."""
