"""Words of /unduh: heads of the files, and the links to them."""
