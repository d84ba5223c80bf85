"""Reads catalogue/*.csv, checks every row and names file, line and column of each fault."""
