"""Words of /indikator/<kode>."""
