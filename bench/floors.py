"""Builds the floors from what the dashboard itself sends: the same figures as static files.

S (`index.html`): the first page as one file, drawn, without any script.
P (`p/index.html`, `p/step.html`): the same markup with plotly-basic alone. On the first page it draws the
sparklines as the lines of two charts, on the page of an indicator the dashboard's own charts; a step fetches
one JSON file, puts the markup in place and calls Plotly.react. So P is what the library costs without a framework.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import brotli
from plotly.offline import get_plotlyjs

from bench.asking import get, page_callback, page_tree, post
from components.block import ABSENT
from core.config import ROOT

PLOTLY = ROOT / "assets" / "vendor" / "plotly-basic.min.js"
INDICATOR = "/indikator/LH-03"
_SPARK = re.compile(r'<svg class="spark".*?</svg>', re.DOTALL)
_LINE = re.compile(r'<polyline points="([^"]+)"')


@dataclass(frozen=True, slots=True)
class State:
    """What is shown in one step, and what tells that it stands.

    Attributes:
        search: The query of the address.
        changed: Name and new value of the field whose change leads here.
        page: The address that the page says it shows.
        graphs: How many charts it has.
        fresh: How many of them differ from those of the state before.
    """

    search: str
    changed: tuple[str, str]
    page: str
    graphs: int
    fresh: int


@dataclass(slots=True)
class _Drawn:
    """A tree of components taken apart: fixed skeleton, blocks of markup, charts."""

    page: str = ""
    skeleton: str = ""
    blocks: list[str] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)


def build(base: str, folder: Path) -> list[State]:
    """Write all files of both floors below a folder; return the states of the steps, the first one before any step."""
    document = get(f"{base}/")
    markup, css = _first_paint(document), _style(document)
    _keep(folder / "index.html", _page(css, markup))
    _keep(folder / "assets/img/lambang.svg", (ROOT / "assets/img/lambang.svg").read_text(encoding="utf-8"))
    script = (
        PLOTLY.read_text(encoding="utf-8") if PLOTLY.is_file() else get_plotlyjs()
    )  # without npm both have the full one
    _keep(folder / "p/plotly.js", script)
    _keep(folder / "p/index.html", _plotly_page(css, markup))
    answer = post(base, page_callback(base, "/", ""), encoding="br")
    (folder / "stored.br").write_bytes(answer)
    return _steps(base, folder, css)


def _first_paint(document: str) -> str:
    start = document.index('<div id="lukisan-awal">')
    return document[start : document.index('<div id="dash"', start)]


def _style(document: str) -> str:
    return document[document.index("<style>") : document.index("</style>") + 8]


def _page(css: str, body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Lantai</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/assets/img/lambang.svg">{css}{head}</head><body>{body}</body></html>'
    )


def _plotly_page(css: str, markup: str) -> str:
    lines = [_points(one) for one in _SPARK.findall(markup)]
    traces = [{"type": "scatter", "mode": "lines", "x": x, "y": y} for x, y in lines if x]
    half = len(traces) // 2
    charts = json.dumps([traces[:half], traces[half:]])
    boxes = '<div class="chart"></div><div class="chart"></div>'
    script = (
        f"<script>const charts={charts};addEventListener('DOMContentLoaded',()=>"
        "document.querySelectorAll('.chart').forEach((box,i)=>Plotly.newPlot(box,charts[i],"
        "{height:340,margin:{l:40,r:10,t:10,b:30}},{displayModeBar:false,responsive:true})))</script>"
    )
    return _page(css, _SPARK.sub("", markup) + boxes + script, '<script defer src="/p/plotly.js"></script>')


def _points(svg: str) -> tuple[list[float], list[float]]:
    pairs = [pair.split(",") for line in _LINE.findall(svg) for pair in line.split()]
    return [float(x) for x, _ in pairs], [-float(y) for _, y in pairs]


def _steps(base: str, folder: Path, css: str) -> list[State]:
    """Write one JSON file a state: periods and kecamatan by turns, each once."""
    periods, districts = _choices(base)
    wanted = [(periods[0], "64.01", ("", ""))]
    for number in range(8):
        period, area, _ = wanted[-1]
        if number % 2:
            area = districts[number // 2] if area == "64.01" else "64.01"
            wanted.append((period, area, ("wilayah", area)))
        else:
            period = periods[number // 2 + 1]
            wanted.append((period, area, ("periode", period)))
    states, before = [], _Drawn()
    for period, area, changed in wanted:
        search = f"?periode={period}&wilayah={area}"
        drawn = _drawn(base, folder, search)
        fresh = sum(one not in before.figures for one in drawn.figures)
        states.append(State(search, changed, drawn.page, len(drawn.figures), fresh))
        before = drawn
    script = _STEP_SCRIPT % json.dumps(states[0].page)
    _keep(folder / "p/step.html", _page(css, f'<div id="akar" class="page"></div>{script}', _STEP_HEAD))
    return states


_STEP_HEAD = '<script defer src="/p/plotly.js"></script>'
_STEP_SCRIPT = """<script>
let last = null, charts = [];
const root = document.getElementById("akar");
async function go(page) {
  const drawn = await (await fetch("/p/" + encodeURIComponent(page).replace(/%%/g, "_") + ".json")).json();
  if (drawn.skeleton !== last) { root.innerHTML = drawn.skeleton; last = drawn.skeleton; charts = []; }
  root.querySelectorAll("[data-block]").forEach((box, i) => { box.innerHTML = drawn.blocks[i]; });
  root.querySelectorAll("[data-graph]").forEach((box, i) => {
    const figure = drawn.figures[i], text = JSON.stringify(figure);
    if (text !== charts[i]) Plotly.react(box, figure.data, figure.layout, { displayModeBar: false, responsive: true });
    charts[i] = text;
  });
  root.dataset.page = drawn.page;
  document.documentElement.dataset.siap = "ya";
}
window.langkah = go;
addEventListener("DOMContentLoaded", () => go(%s));
</script>"""


def _choices(base: str) -> tuple[list[str], list[str]]:
    """Return the periods, newest first, and the kecamatan that the page offers."""
    document = get(f"{base}{INDICATOR}")
    found = {}
    for name in ("periode", "wilayah"):
        select = re.search(rf'<select[^>]*name="{name}".*?</select>', document, re.DOTALL)
        assert select, f"the page offers no {name}"
        found[name] = re.findall(r'<option[^>]*value="([^"]+)"', select[0])
    return found["periode"], [code for code in found["wilayah"] if code.count(".") == 2]


def _drawn(base: str, folder: Path, search: str) -> _Drawn:
    drawn = _Drawn()
    drawn.skeleton = _taken_apart(page_tree(base, INDICATOR, search), drawn)
    _keep(folder / f"p/{file_name(drawn.page)}.json", json.dumps(_plain(drawn), separators=(",", ":")))
    return drawn


def _plain(drawn: _Drawn) -> dict[str, Any]:
    return {"page": drawn.page, "skeleton": drawn.skeleton, "blocks": drawn.blocks, "figures": drawn.figures}


def file_name(page: str) -> str:
    """Return the name of a state's file, as the script of the page makes it too."""
    return "".join(c if c.isalnum() or c in "-_.!~*'()" else f"_{ord(c):02X}" for c in page)


def _taken_apart(node: Any, drawn: _Drawn) -> str:
    if isinstance(node, Sequence) and not isinstance(node, str):
        return "".join(_taken_apart(one, drawn) for one in node)
    if not isinstance(node, dict):
        return "" if node is None else escape(str(node))
    props, kind = node["props"], node["type"]
    drawn.page = props.get("data-page", drawn.page)
    class_name = escape(props.get("className") or "")
    if ABSENT in class_name.split():
        return ""  # stands unseen for the sake of the page's shape; a floor needs no such thing
    if kind == "Purify":
        drawn.blocks.append(props["html"])
        return f'<div class="{class_name}" data-block></div>'
    if kind == "Graph":
        drawn.figures.append(props["figure"])
        style = ";".join(f"{name}:{value}" for name, value in (props.get("style") or {}).items())
        return f'<div class="{class_name}" style="{style}" data-graph></div>'
    tag = kind.lower()
    return f'<{tag} class="{class_name}">{_taken_apart(props.get("children"), drawn)}</{tag}>'


def _keep(path: Path, text: str) -> None:
    """Write a file compressed as the dashboard would send it: scripts once and well, answers quickly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    quality = 9 if path.suffix in (".js", ".svg") else 4
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(text.encode(), quality=quality))
