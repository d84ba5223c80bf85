"""The catalogue from its folder: read, checked within rows and across files, built. All or nothing."""

from pathlib import Path

from core.catalogue.build import build
from core.catalogue.cross import cross_faults
from core.catalogue.files import read_files
from core.domain.catalogue import Catalogue
from core.errors import CatalogueError


def load_catalogue(folder: Path, *, demo_targets: Path | None = None) -> Catalogue:
    """Return the checked catalogue.

    Args:
        folder: Where the eleven CSV files stand, as catalogue/README.md describes them.
        demo_targets: A further file like targets.csv, whose targets are simulated; only in demo mode.

    Raises:
        CatalogueError: Listing every fault with file, line, column, what was found, what was expected.
    """
    files = read_files(folder, demo_targets)
    faults = sorted({*files.faults(), *cross_faults(files)})
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise CatalogueError(f"{folder}: {len(faults)} fault(s); correct them and start again\n{listed}")
    return build(files)
