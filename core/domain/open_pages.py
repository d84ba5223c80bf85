"""Pages that config.toml opens to everybody: which may be opened, and which address belongs to one."""

from collections.abc import Iterable

# What shows figures. Work between offices and those who look after it, people and the log are never public.
_FIGURES = ("/", "/asal", "/dimensi", "/indikator", "/katalog", "/konflik", "/opd", "/peta", "/rapor")
OPENABLE = (*_FIGURES, "/layar", "/unduh")


def is_open(path: str, pages: Iterable[str]) -> bool:
    """Return whether an address is one of the opened pages or lies below one; "/" opens the first page alone."""
    return any(path == one or (one != "/" and path.startswith(f"{one}/")) for one in pages)
