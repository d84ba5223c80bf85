"""Reads catalogue/*.csv, checks every row and names file, line and column of each fault."""

from core.catalogue.load import load_catalogue

__all__ = ["load_catalogue"]
