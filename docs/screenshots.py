"""Takes the pictures of the documents: starts the application over a new database, collects the demonstration, looks.

Run by `make screenshots`. Nothing is asked of the internet, so the map is the schematic one; with BOUNDARIES in the
environment (a GeoJSON file with the columns of [sources.batas_wilayah]) it shows those boundaries.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from core.config import ROOT

IMAGES = ROOT / "docs" / "images"
LARGEST = 200 * 1024  # bytes of one picture: README is read over a phone too
START = 300  # seconds until the demonstration is collected and the first page is there, on a slow machine
_INTERNET = re.compile(r"^(\[sources\.(?:bmkg_\w+|batas_wilayah)\])$", re.MULTILINE)
_BMKG = re.compile(r"^(\[sources\.bmkg_\w+\])$", re.MULTILINE)
_FETCHED_BOUNDARIES = re.compile(r'^url = "https://[^"]+\.geojson"\nsha256 = .*$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        name: Of the file, without its ending.
        address: What is looked at.
        size: Width and height of the window, CSS pixels.
        drawn: What must stand before the picture is taken.
        login: Which example of the demonstration looks; "" for nobody.
    """

    name: str
    address: str
    size: tuple[int, int]
    drawn: str = "main"
    login: str = "contoh-operator"


PICTURES = (
    Picture("ringkasan", "/", (1366, 768)),
    Picture("indikator", "/indikator/LH-03", (1366, 1000), ".js-plotly-plot .main-svg"),
    Picture("peta", "/peta", (1366, 768), "path.leaflet-interactive"),
    Picture("sumber", "/sumber", (1366, 768)),
    Picture("layar", "/layar", (1920, 1080), ".slide.on"),
    Picture("telepon", "/", (360, 800)),
    Picture("unggah", "/unggah", (1366, 768), login="contoh-opd"),
    Picture("masuk", "/masuk", (1366, 768), login=""),
)


def main() -> None:
    """Take all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for picture in PICTURES:
            small = _small(_taken(browser, url, picture))
            (IMAGES / f"{picture.name}.png").write_bytes(small)
            print(f"docs/images/{picture.name}.png  {len(small) // 1024} KB", flush=True)  # noqa: T201 - a command
        browser.close()


def _taken(browser: Browser, url: str, picture: Picture) -> bytes:
    width, height = picture.size
    page = browser.new_page(viewport={"width": width, "height": height}, locale="id-ID", reduced_motion="reduce")
    if picture.login:
        form = {"akun": picture.login}
        page.request.post(f"{url}/masuk/contoh", form=form, headers={"Sec-Fetch-Site": "same-origin"})
    page.goto(url + picture.address)
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(picture.drawn, state="visible")
    page.wait_for_timeout(1500)  # the map settles at its size, the chart at its axes
    content = page.screenshot()
    page.close()
    return content


def _small(content: bytes) -> bytes:
    """Return the picture in as many colours as fit into LARGEST."""
    picture = Image.open(BytesIO(content)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Run app.py over an empty folder, without the sources that need the internet."""
    port = _free_port()
    config = folder / "config.toml"
    config.write_text(_config(folder), encoding="utf-8")
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": str(folder), "CONFIG": str(config), "STORE_URL": ""}
    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _config(folder: Path) -> str:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    boundaries = os.environ.get("BOUNDARIES")
    if not boundaries:
        return _INTERNET.sub(r"\1\nenabled = false", text)
    (folder / "files").mkdir()
    shutil.copy(boundaries, folder / "files" / "batas.geojson")
    return _BMKG.sub(r"\1\nenabled = false", _FETCHED_BOUNDARIES.sub('path = "batas.geojson"', text))


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START):
        if process.poll() is not None:
            sys.exit("app.py ended before it served; its message stands above")
        try:
            urllib.request.urlopen(url, timeout=30).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            return
    sys.exit(f"no answer from {url} within {START} s")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _chromium() -> str | None:
    """Return the system's browser; None lets Playwright take the one that it installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


if __name__ == "__main__":
    main()
