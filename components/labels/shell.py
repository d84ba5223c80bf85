"""Words around every page, and of notices."""
