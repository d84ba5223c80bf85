"""Words of /dimensi and /dimensi/<kode>, and the index wherever it is drawn."""
