"""Connectors: one file a protocol. Importing this package registers them all."""

import importlib
import pkgutil

from data_sources import _excerpts as _excerpts
from data_sources import _unfold as _unfold

for _module in pkgutil.iter_modules(__path__):
    if not _module.name.startswith("_"):
        importlib.import_module(f"{__name__}.{_module.name}")
