"""Words of /peta, drawn maps and their legends."""
