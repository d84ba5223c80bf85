"""Words of Ringkasan."""
