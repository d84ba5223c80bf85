"""Every route, page and Dash callback, asked as every role with what belongs to another office.

What is to be kept from some is planted: a rejected cell, a run's fault and a line of a file of Dinkes, a file that it
handed in and has not sent, and an entry of the audit log. New routes,
pages, downloads and callbacks are asked by themselves.
"""

import io
import itertools
import shutil
import zipfile

import dash
import paper_text
import pytest
from asking import entered
from filled_forms import Filled
from house import House

from core.clock import now_utc
from core.domain.audit import Action, Event
from core.domain.open_pages import OPENABLE
from core.domain.viewer import Role
from core.store.audit_log import record_alone
from core.web.login import CODE
from core.web.uploads import CHECK
from pages.downloads import TABLES
from pages.papers import PAPERS

SOURCE, AGENCY, INDICATOR, AREA, PERIOD = "dinkes_dbd", "DINKES", "KS-06", "64.01.04", "2026-09"
CANARIES = {
    "ditolak": "KENARI-DITOLAK",
    "run": "KENARI-RUN",
    "jejak": "KENARI-JEJAK",
    "berkas": 'class="excerpt"',
    "draf": "KENARI-DRAF",
}
EVERYTHING = frozenset(CANARIES)
MAY_READ = {
    "": frozenset(),
    "umum": frozenset(),
    "dewan": frozenset({"berkas"}),
    "dlh": frozenset(),
    "dinkes": EVERYTHING - {"jejak"},
    "walidata": EVERYTHING - {"jejak"},
    "auditor": EVERYTHING,
    "operator": EVERYTHING,
    "operator:opd:DLH": frozenset(),
    "operator:dewan": frozenset({"berkas"}),
}
# Tables that a role's own forms may add to; `started` is a source that was started.
MAY_CHANGE = {
    "dewan": {"conflict_decision"},
    "operator": {"conflict_decision", "started"},
    "dinkes": {"started", "upload", "upload_ending", "observation", "run", "raw_answer"},
    "walidata": {"verification", "period_lock"},
}
# A word for each place of an address, and for each word of a query, that belongs to Dinkes.
IDS = (SOURCE, AGENCY, INDICATOR, "sumber_DM-02_64.01_2024", "hotspot", "formulir_dinkes")
QUERY = (
    f"?nomor=1&kode={{}}&opd={AGENCY}&sumber={SOURCE}&indikator={INDICATOR}&wilayah={AREA}&revisi=0&periode={PERIOD}"
)
FORM = {"sumber": "luas_bps_lama", "alasan": "dasar Kepmendagri terbaru", "sebagai": "", "nama": "x", "sandi": "x"}
FORM |= {"opd": AGENCY, "periode": "2020"}


@pytest.fixture(scope="module")
def house(collected, tmp_path_factory, demonstration):
    folder = shutil.copytree(collected, tmp_path_factory.mktemp("peran") / "data")
    made = House(folder, open_pages=OPENABLE)
    made.run = plant(made.parts.store)
    hand_in(made.entered("dinkes"))
    yield made
    made.parts.store.close()
    demonstration.connect()


def plant(store):
    event = Event(CANARIES["jejak"], Role.OPERATOR, Action.DECISION, "sumber_DM-02_64.01_2024", {})
    record_alone(store, event, now=now_utc())
    with store.begin_write() as conn:
        run = conn.exec_driver_sql(f"SELECT max(id) FROM run WHERE source = '{SOURCE}'").scalar()
        conn.exec_driver_sql(
            'INSERT INTO rejection (run_id, place, "column", found, reason, sentence, mend) '
            f"VALUES ({run}, 'A1', 'x', '{CANARIES['ditolak']}', 'number_invalid', '{CANARIES['ditolak']}', 'x')"
        )
        conn.exec_driver_sql(f"UPDATE run SET sentence = '{CANARIES['run']}' WHERE id = {run}")
        conn.exec_driver_sql("UPDATE store_version SET number = number + 1")
    return run


def hand_in(client):
    form = Filled("DINKES")
    form.write("KS-05", value=81, note=CANARIES["draf"])
    file = (io.BytesIO(form.saved()), f"{CANARIES['draf']}.xlsx")
    answer = client.post(CHECK, data={"sumber": "formulir_dinkes", "berkas": file})
    assert answer.headers["Location"] == "/unggah?nomor=1"


def client_of(house, role):
    """Return who asks: "" is nobody while no page is open, "umum" is nobody where each page is that can be."""
    if role == "":
        return house.with_pages(())
    if role == "umum":
        return house.client()
    name, _, chosen = role.partition(":")
    client = house.entered(name)
    if chosen:
        assert client.post("/sebagai", data={"sebagai": chosen}).status_code == 303
    return client


def filled(template):
    """Return a template of an address with each id in its places."""
    if "<" not in template:
        return [template]
    head, _, rest = template.partition("<")
    place, _, tail = rest.partition(">")
    words = {"name": TABLES, "paper": PAPERS}.get(place, IDS) if template.startswith("/unduh/") else IDS
    words = ("csv", "xlsx") if "any(csv, xlsx)" in place else ("1",) if place.startswith("int:") else words
    return [whole for word in words for whole in filled(f"{head}{word}{tail}")]


def pages():
    found = [one.get("path_template") or one["path"] for one in dash.page_registry.values()]
    return [address for one in found for address in filled(one)]


def addresses(house):
    """Return every address that is read: routes, pages, the parts of pages."""
    rules = [one.rule for one in house.server.url_map.iter_rules() if "GET" in one.methods and "<path:" not in one.rule]
    plain = [*itertools.chain.from_iterable(filled(one) for one in rules if not one.startswith(CODE)), *pages()]
    plain += [f"/bagian{one}" for one in pages()]
    asked = {one + QUERY.format(code) for one in plain for code in (INDICATOR, SOURCE)}
    return sorted(asked | {f"/unggah?opd={AGENCY}", "/unggah"})


def text_of(answer):
    """Return what an answer says, an archive unpacked, a document for paper read."""
    if answer.data.startswith(b"%PDF"):
        return paper_text.text_of(answer.data)
    if not answer.data.startswith(b"PK"):
        return answer.data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def seen(text):
    plain = text.replace('\\"', '"')  # markup within JSON
    return {name for name, canary in CANARIES.items() if canary in plain}


@pytest.mark.parametrize("role", MAY_READ)
def test_no_address_shows_what_is_not_theirs(house, role):
    client = client_of(house, role)
    found, asked = set(), 0
    for address in addresses(house):
        answer = client.get(address)
        assert answer.status_code in (200, 303, 400, 401, 403, 404), address
        shown = seen(text_of(answer))
        assert shown <= MAY_READ[role], (address, shown)
        found, asked = found | shown, asked + 1
    assert asked > 200
    assert found == MAY_READ[role], "who may read it must find it, or this proves nothing"


@pytest.mark.parametrize("role", MAY_READ)
def test_no_callback_shows_what_is_not_theirs(house, role):
    client = client_of(house, role)
    found = set()
    for path in pages():
        for query in ("", QUERY.format(INDICATOR)):
            text = house.called(client, path, query, refused=role in ("", "umum"))
            assert seen(text) <= MAY_READ[role], (path, query)
            found |= seen(text)
    for output, known in house.app.callback_map.items():
        given = {"n_intervals": 1, "pathname": "/", "search": "", "data": [-1, {"kode": SOURCE, "opd": AGENCY}]}
        text = house.call(client, output, known, given)
        assert seen(text) <= MAY_READ[role], output
        found |= seen(text)
    assert found == MAY_READ[role]


@pytest.mark.parametrize("role", MAY_READ)
def test_no_form_changes_what_is_not_theirs(house, role):
    client = client_of(house, role)
    before = rows(house)
    house.asked.clear()
    for rule in house.server.url_map.iter_rules():
        if "POST" in rule.methods and not rule.rule.startswith((*CODE, "/keluar", "/sebagai", "/_dash")):
            for address in filled(rule.rule):
                form = {**FORM, "sampai": house.run}
                assert client.post(address, data=form).status_code in (200, 303, 400, 401, 403, 404), address
    changed = {name for name, count in rows(house).items() if count != before[name]}
    changed |= {"started"} if house.asked else set()
    assert changed <= MAY_CHANGE.get(role, set())
    assert ("period_lock" in changed) is (role == "walidata")
    assert set(house.asked) <= {SOURCE}


def rows(house):
    """Return how many rows each table has, but those that tell who did something."""
    with house.parts.store.read() as conn:
        names = conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        kept = [one for one in names if one not in ("audit_entry", "store_version") and "sqlite" not in one]
        return {one: conn.exec_driver_sql(f'SELECT count(*) FROM "{one}"').scalar() for one in kept}


def test_an_example_of_the_demonstration_reads_as_its_role_does(house):
    for login, canaries in (("contoh-opd", set()), ("contoh-auditor", EVERYTHING)):
        client = entered(house.server, login)
        shown = set()
        for address in (
            f"/sumber/{SOURCE}",
            f"/opd/{AGENCY}",
            "/jejak",
            f"/unduh/ditolak.csv?kode={SOURCE}",
            f"/unggah?opd={AGENCY}",
        ):
            shown |= seen(client.get(address).text)
        assert shown == set(canaries) - {"berkas"}
