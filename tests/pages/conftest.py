"""Every page of the demonstration, read once as an ordinary visitor without scripts finds it: link by link."""

from urllib.parse import urlsplit

import pytest
from asking import entered
from html_tree import links, parse

# What no link of a first visit leads to: the other frame, the finest map, a kecamatan, a month of a real figure.
_ALSO = (
    "/dimensi?kerangka=nasional",
    "/peta?indikator=TI-01&tingkat=desa",
    "/peta?lapisan=hotspot",
    "/indikator/TI-10?periode=2024",
    "/indikator/LH-01?wilayah=64.01.04",
)


@pytest.fixture(scope="session")
def site(dashboard, demonstration):
    """Return address -> tree, for each path that can be reached from the first page and some views of it."""
    demonstration.connect()
    visitor = entered(dashboard.server)
    pages, waiting, paths = {}, ["/", *_ALSO], set()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if path.startswith("/unduh") or (path in paths and address not in _ALSO):
            continue
        paths.add(path)
        answer = visitor.get(address)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        pages[address] = parse(answer.data)
        waiting += links(pages[address])
    return pages
