"""Makes files (CSV, XLSX) of the tables it is handed."""
