"""Server time of each page over a large store, beside a Dash callback that does nothing.

    python -m bench.page_time [--areas 154] [--months 60] [--rounds 5] [--json]

Fills a new SQLite store with 60 indicators x areas x months, keeps a workbook for them and a layer of points, builds
the read model and asks the application for its pages within the process, as somebody who reads everything: no network,
no compression, one thread. The first answer of each page is not counted.
"""

import argparse
import gc
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, html
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from bench.asking import PATH
from bench.kept import LAYER, keep_files
from bench.read_model import DAY, fetch, fill
from core.catalogue import load_catalogue
from core.config import ROOT, Config, load_config
from core.domain.catalogue import Catalogue
from core.store.engine import Store, migrate, open_store
from core.store.models import Observation
from core.store.read_model import ReadModel

PAGES = (
    "/",
    "/dimensi",
    "/dimensi/tangguh",
    "/opd",
    "/opd/DLH",
    "/indikator/LH-03",
    "/katalog",
    "/katalog/LH-03",
    "/peta",
    "/sumber",
    "/sumber/dlh_timbulan",
    "/konflik",
    "/rapor",
    "/jejak",
    "/verifikasi",
    "/verifikasi?sumber=source_7",
    "/unggah",
    "/pengguna",
    "/perangkat",
    "/asal?kode=LH-A&wilayah=64.01.04",  # a reported figure
    "/asal?kode=TI-01",  # a sum of areas
    "/asal?indeks=tangguh",
    "/asal?indeks=semua",
    f"/asal?kode=BN-01&saat={DAY}",  # a count of points
    f"/asal?lapisan={LAYER}",
    "/asal/tempat?kode=LH-A&wilayah=64.01.04&saat=2026-10&sumber={source}",
    "/unduh/deret.csv?kode=LH-03",
    "/layar",
)
_OURS = {"Sec-Fetch-Site": "same-origin"}  # as from one of our own pages
AGAIN = 7  # answers of a page in each round; their median counts


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(Path(folder), options.areas, options.months, options.rounds)
    if options.json:
        print(json.dumps(result))
        return
    print(f"{result['rows']:,} rows; fetched in {_middle(result['fetch'])}, read model in {_middle(result['build'])}")
    print(f"an empty Dash callback {_middle(result['empty'])}")
    for name, taken in result["pages"].items():
        print(f"{name:80} {_middle(taken)}")


def measure(folder: Path, areas: int, months: int, rounds: int) -> dict[str, Any]:
    """Return ms of each round: of fetching all rows, of building the read model, of an empty callback, of each page."""
    catalogue, config = load_catalogue(ROOT / "catalogue"), load_config(environ={"DATA_DIR": str(folder)})
    store = open_store(f"sqlite:///{folder / 'bench.sqlite3'}")
    migrate(store)
    rows = fill(store, catalogue, areas, months)
    keep_files(store, folder)
    result: dict[str, Any] = {"rows": rows, "fetch": [], "build": [], "empty": [], "pages": {}}
    result["pages"] = {one.format(source=_source_of(store, "LH-A")): [] for one in PAGES}
    for _ in range(rounds):
        result["fetch"].append(timed(lambda: fetch(store)))
        result["build"].append(timed(ReadModel(store, catalogue, config).current))
    client, empty = _client(config, store, catalogue), _empty_callback()
    for page in result["pages"]:
        _answer(client, page)()
    for _ in range(rounds):
        result["empty"].append(_best(empty))
        for page in result["pages"]:
            result["pages"][page].append(_best(_answer(client, page)))
    store.close()
    return result


def _client(config: Config, store: Store, catalogue: Catalogue) -> FlaskClient:
    """Return a client of the application in which somebody has logged in who reads everything."""
    client = create_app(config, store, catalogue).server.test_client()
    answer = client.post("/masuk/contoh", data={"akun": "contoh-operator"}, headers=_OURS)
    assert answer.status_code == 303, f"logging in answers {answer.status_code}"
    return client


def _source_of(store: Store, code: str) -> str:
    with store.read() as conn:
        found = conn.execute(select(Observation.source).where(Observation.indicator == code).limit(1))
        return str(found.scalar_one())


def timed(ask: Callable[[], object]) -> float:
    """Return the ms that something takes; the garbage of what was before is not counted to it."""
    gc.collect()
    begin = time.perf_counter()
    ask()
    return (time.perf_counter() - begin) * 1000


def _best(ask: Callable[[], object]) -> float:
    return statistics.median(timed(ask) for _ in range(AGAIN))


def _answer(client: FlaskClient, page: str) -> Callable[[], object]:
    def ask() -> None:
        answer = client.get(page)
        assert answer.status_code == 200, f"{page} answers {answer.status_code}"

    return ask


def _empty_callback() -> Callable[[], object]:
    """Return how to ask a Dash application whose one callback returns an empty text."""
    bare = Dash("bench.empty")
    bare.layout = html.Div([html.Button(id="asked"), html.Div(id="shown")])
    bare.callback(Output("shown", "children"), Input("asked", "n_clicks"))(lambda _clicks: "")
    client = bare.server.test_client()
    body = {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [{"id": "asked", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["asked.n_clicks"],
    }

    def ask() -> None:
        assert client.post(PATH, json=body, headers=_OURS).status_code == 200

    return ask


def _middle(taken: list[float]) -> str:
    return f"{statistics.median(taken):.1f} ms"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.page_time", description=__doc__)
    parser.add_argument("--areas", type=int, default=154)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
