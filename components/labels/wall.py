"""Words of /layar."""
