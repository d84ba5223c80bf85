"""Words of /opd and /opd/<kode>."""
