"""Words of figures as tables and as a card: heads, fields, marks."""
