"""A change of period or kecamatan until the new page, charts included, is drawn; and what the heap keeps of many."""

from collections.abc import Sequence
from itertools import pairwise

from playwright.sync_api import Playwright

from bench.browser import TAKEN_OVER, Visit, visit, wait_until
from bench.floors import INDICATOR, State
from bench.table import Row, against

_WATCHED = {"drawn": TAKEN_OVER}
_DRAWN = {"drawn": "function () { return document.documentElement.dataset.siap === 'ya'; }"}
# A chart counts as redrawn when Plotly has laid it out anew; two frames later it is on the screen.
_STEP = """([act, page, graphs, changed]) => {
  const charts = () => [...document.querySelectorAll(".js-plotly-plot:not(.tiada *)")];
  const before = new WeakSet(charts().map(one => one._fullLayout).filter(Boolean));
  const begin = performance.now();
  act === null ? window.langkah(page) : window.ubah(act);
  return new Promise((resolve, reject) => (function look() {
    const shown = document.querySelector("[data-page]"), now = charts();
    const fresh = one => one._fullLayout && !before.has(one._fullLayout) && one.querySelector(".main-svg");
    if (shown && shown.dataset.page === page && now.length === graphs && now.filter(fresh).length >= changed)
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begin)));
    else if (performance.now() - begin > 20000) reject(new Error("not redrawn: " + page + ", charts " + now.length));
    else setTimeout(look, 4);
  })());
}"""
_CHANGE = """
window.ubah = function (change) {
  var field = document.querySelector("form[data-nav] select[name=" + change[0] + "]");
  field.value = change[1];
  field.dispatchEvent(new Event("change", { bubbles: true }));
};
"""


def steps(playwright: Playwright, ours: str, floor: str, states: Sequence[State], rounds: int) -> list[Row]:
    """Return the rows of budget 4. Both sides go through the same states; who goes first changes each round."""
    taken: dict[str, list[list[float]]] = {"ours": [], "P": []}
    for number in range(rounds):
        for name in list(taken)[:: 1 if number % 2 else -1]:
            address = f"{ours}{INDICATOR}{states[0].search}" if name == "ours" else f"{floor}/p/step.html"
            with visit(playwright, _WATCHED if name == "ours" else _DRAWN, _CHANGE) as opened:
                opened.load(address, "drawn")
                taken[name].append(_walk(opened, states, own=name == "ours"))
    what = f"change of period or kecamatan on {INDICATOR} to redraw"
    return [
        against(f"{what}, p50; floor P", _share(taken["ours"], 0.5), _share(taken["P"], 0.5), "ms", most=1.2),
        against(f"{what}, p95; floor P", _share(taken["ours"], 0.95), _share(taken["P"], 0.95), "ms", most=1.2),
    ]


def _walk(opened: Visit, states: Sequence[State], *, own: bool) -> list[float]:
    """Return the ms of each step, forth and back; the first way there warms both sides up and does not count."""
    times: list[float] = []
    for state in (*states[1:3], *states[1:]):
        if state is states[1] and times:
            _go(opened, states[0], own=own, first=True)
        times.append(_go(opened, state, own=own))
    return times[2:]


def _go(opened: Visit, state: State, *, own: bool, first: bool = False) -> float:
    if own and first:
        opened.page.evaluate("page => window.paser.go(page)", state.page)
        wait_until(opened.page, "p => document.querySelector('[data-page]').dataset.page === p", state.page)
        opened.page.wait_for_timeout(400)
        return 0.0
    act = list(state.changed) if own else None
    taken: float = opened.page.evaluate(_STEP, [act, state.page, state.graphs, state.fresh])
    return taken


def _share(rounds: Sequence[Sequence[float]], share: float) -> list[float]:
    """Return one quantile a round."""
    return [sorted(one)[min(len(one) - 1, round(share * (len(one) - 1)))] for one in rounds]


_FAST = """
var slow = window.setInterval;
window.setInterval = function (run, ms) { return slow(function () { if (!window.__halted) run(); }, ms / 100); };
window.__renewed = 0;
var ask = window.fetch;
window.fetch = function () { window.__renewed += 1; return ask.apply(this, arguments); };
"""
_SAMPLES = 5
SETTLED = 500  # ms until nothing of the last renewal is under way


def heaps(playwright: Playwright, ours: str, refreshes: int) -> list[Row]:
    """Return the rows of budget 7: what the heap keeps of a refresh, in the last fifth of some hundred."""
    rows = []
    for name, url, grow in (("/layar", f"{ours}/layar", _renew_wall), ("/", f"{ours}/", _change_period)):
        watched = (
            {"drawn": "function () { return document.querySelector('#layar'); }"} if name == "/layar" else _WATCHED
        )
        with visit(playwright, watched, _CHANGE + (_FAST if name == "/layar" else "")) as opened:
            opened.load(url, "drawn")
            rows += _grown(name, refreshes, [grow(opened, refreshes // _SAMPLES) for _ in range(_SAMPLES)])
    return rows


def _grown(name: str, refreshes: int, samples: Sequence[dict[str, int]]) -> list[Row]:
    each = refreshes // _SAMPLES
    growth = [(after["bytes"] - before["bytes"]) / each / 1000 for before, after in pairwise(samples)]
    nodes = samples[-1]["nodes"] - samples[1]["nodes"]
    listeners = samples[-1]["listeners"] - samples[1]["listeners"]
    text = f"{growth[-1]:.2f} KB; nodes {nodes:+d}, listeners {listeners:+d}"
    middle = f"earlier fifths {', '.join(f'{one:.2f}' for one in growth[:-1])} KB"
    met = growth[-1] <= 0.2 and nodes <= 0 and listeners <= 0
    return [Row(f"heap per refresh of {name}, last fifth of {refreshes}", text, middle, "", "<= 0.2 KB, +0, +0", met)]


def _renew_wall(opened: Visit, times: int) -> dict[str, int]:
    """Let the wall renew itself; its clock runs a hundred times as fast, its next request is due at once."""
    opened.page.evaluate("window.__halted = false; document.getElementById('layar').dataset.refresh = '1'")
    goal = opened.page.evaluate("window.__renewed") + times
    wait_until(opened.page, "goal => window.__renewed >= goal", goal)
    opened.page.evaluate("window.__halted = true")
    opened.page.wait_for_load_state("networkidle")
    opened.page.wait_for_timeout(SETTLED)
    return opened.heap()


def _change_period(opened: Visit, times: int) -> dict[str, int]:
    for number in range(times):
        opened.page.evaluate(
            """n => new Promise(resolve => {
              const field = document.querySelector("form[data-nav] select[name=periode]");
              const before = document.querySelector("[data-page]").dataset.page;
              window.ubah(["periode", field.options[n % 2 ? 0 : 1].value]);
              (function look() {
                if (document.querySelector("[data-page]").dataset.page !== before) setTimeout(resolve, 5);
                else setTimeout(look, 4);
              })();
            })""",
            number,
        )
    opened.page.wait_for_timeout(SETTLED)
    return opened.heap()
