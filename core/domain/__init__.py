"""The rules, without input or output: what a period, an area, an indicator, a status, an index is."""
