"""A house with walls: an operator's browser, browsers that want to be walls, and a clock that tests turn."""

from datetime import timedelta

from asking import OurOwnPage, entered
from demonstration import opened

from app import create_app
from core.clock import now_utc

ALL = ("indeks", "perhatian", "peta", "tema-sampah", "tema-telekomunikasi", "tema-pelayanan-publik", "terlambat")
ASK, TELL = "/layar/-/kode", "/layar/-/kabar"
SEEN = {  # what stands on each slide and on no other
    "indeks": "Dimensi Paser TUNTAS",
    "perhatian": "Perlu perhatian",
    "peta": 'class="wall-map"',
    "tema-sampah": "<h1>Sampah</h1>",
    "tema-telekomunikasi": "<h1>Telekomunikasi</h1>",
    "tema-pelayanan-publik": "<h1>Pelayanan publik</h1>",
    "terlambat": "Terlambat melapor",
}


class House:
    """An installation of its own with its application."""

    def __init__(self, folder, monkeypatch, **server):
        self.parts = opened(folder)
        config = self.parts.config
        if server:
            config = config.model_copy(update={"server": config.server.model_copy(update=server)})
        self.app = create_app(config, self.parts.store, self.parts.catalogue)
        self.server = self.app.server
        self.passed = timedelta(0)
        for name in ("wall_screens", "screen_actions"):
            monkeypatch.setattr(f"core.web.{name}.now_utc", lambda: now_utc() + self.passed)
        self.operator = self.person("operator")

    def person(self, role):
        return entered(self.server, f"contoh-{role}")

    def browser(self):
        return OurOwnPage(self.server, self.server.response_class)

    def add(self, code, name="Lobi DKISP", slides=("indeks",), who=None):
        form = {"kode": code, "nama": name, "slide": list(slides)}
        return (who or self.operator).post("/perangkat/pasang", data=form)

    def wall(self, name="Lobi DKISP", slides=("indeks",)):
        """Return the browser of a confirmed screen."""
        browser = self.browser()
        answer = self.add(browser.post(ASK).json["kode"], name, slides)
        assert answer.headers["Location"] == "/perangkat?kabar=dipasang"
        assert browser.post(ASK).json == {"terpasang": True}
        return browser

    def copy_of(self, browser):
        """Return another browser with the same token."""
        other = self.browser()
        other.set_cookie("layar", browser.get_cookie("layar", path="/layar").value, path="/layar")
        return other

    def key(self, name="Lobi DKISP"):
        [found] = self.rows(f"SELECT screen FROM screen_state WHERE name = '{name}' ORDER BY id DESC LIMIT 1")
        return found[0]

    def act(self, what, who=None, key=None, **form):
        return (who or self.operator).post(f"/perangkat/{key or self.key()}/{what}", data=form)

    def rows(self, query):
        with self.parts.store.read() as conn:
            return [tuple(row) for row in conn.exec_driver_sql(query)]


def is_paired(browser):
    return browser.get("/layar").status_code == 200


def tell(browser, **told):
    """Tell what a wall tells of itself; return the answer."""
    usual = {"slide": "indeks", "skrip": "abc", "lebar": 1920, "tinggi": 1080, "hidup": 5, "perintah": 0}
    return browser.post(TELL, json={**usual, **told})
