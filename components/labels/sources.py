"""Words of /sumber and /sumber/<kode>."""
