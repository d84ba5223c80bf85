"""Puts the parts together: configuration, store, scheduler, pages, HTTP. Wiring, no logic.

Run it in an environment that is set up: python app.py
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

import dash
from dash import html
from dash.exceptions import DependencyException
from flask import Response, request

import data_sources  # noqa: F401 - registers the connectors
from components.login_form import login_page, looking_page
from components.own_pages import OWN_PAGES
from components.pairing_page import pairing_page
from core.access import current_viewer
from core.access.secret_key import secret_key
from core.clock import now_utc
from core.collect.config_check import check_sources
from core.collect.contract import Source
from core.collect.handouts import Handouts
from core.collect.intake import Intake, turns
from core.collect.outcome import Trigger
from core.collect.progress import first_collection
from core.collect.runner import Order, Runner
from core.collect.schedule import Scheduler
from core.collect.workers import Workers, leave
from core.config import ROOT, Config
from core.domain.catalogue import Catalogue
from core.domain.conflict import Verdict
from core.domain.wall_screens import wall_slides
from core.errors import ConfigError, DashboardError, NotAllowedError, NotFoundError
from core.log import set_up_logging
from core.opening import Parts, opened
from core.secrets import secret_of
from core.store import queries
from core.store.accounts import Accounts
from core.store.engine import Store
from core.store.locking import LockDesk
from core.store.read_model import ReadModel
from core.store.settling import settle as settle_conflict
from core.store.signed_on import account_signed_on
from core.store.verifying import Desk
from core.web.actions import actions
from core.web.calls import check_calls
from core.web.compression import compress
from core.web.door import Door, SignOn
from core.web.errors import answer_errors
from core.web.exports import audit_exports
from core.web.guard import guard
from core.web.headers import Protection, protect
from core.web.kept_answers import PARTS, keep_answers
from core.web.listening import listen
from core.web.locks import locking
from core.web.login import require_login
from core.web.people import tending_people
from core.web.plotly_bundle import serve_small_plotly
from core.web.screen_actions import screen_actions
from core.web.sights import audit_sights
from core.web.uploads import CHECK, handing_in
from core.web.verification import verification
from core.web.wall_screens import Gate, wall_side
from dashboard import Dashboard
from data_sources._sign_on import ask_provider
from demo.accounts import example_accounts

GIVE_UP_WITHIN = 3.0  # seconds
LIVE = ("/sumber", "/verifikasi", "/jejak", "/unggah")  # pages that show more than the state of the store
SMALL_PLOTLY = ROOT / "assets" / "vendor" / "plotly-basic.min.js"


def page_of(output: str) -> str:
    """Return the path of the page that a callback's output belongs to: its id begins with the page's name."""
    name = output.strip(".").partition("-")[0]
    return str(dash.page_registry.get(f"pages.{name}", {}).get("relative_path", ""))


def create_app(
    config: Config, store: Store, catalogue: Catalogue, *, start_source: Any = None, runner: Runner | None = None
) -> Dashboard:
    """Return the application over an open store.

    Args:
        config: What to serve and how.
        store: Migrated.
        catalogue: All definitions.
        start_source: Called with a source that a person wants collected now; None offers no such thing.
        runner: Reads and records the files that offices hand in; None: one of its own.
    """
    model = queries.connect(store, catalogue, config)
    at = config.server
    app = Dashboard(
        Protection(https=at.https, framed_by=at.frame_ancestors),
        config.map.tiles,
        use_pages=True,
        pages_folder="pages",
        suppress_callback_exceptions=True,  # otherwise Dash calls every layout at the first request
        include_assets_files=False,
        update_title=None,
    )
    app.layout = html.Div(dash.page_container)
    app.server.wsgi_app = protect(app.server.wsgi_app, app.protection)
    guard(app.server, listens_on=at.host, hosts=at.hosts)
    _let_in(app, config, store, catalogue)
    audit_sights(app.server, viewer=current_viewer, record=Accounts(store).tell)
    keep_answers(
        app.server,
        viewer=current_viewer,
        kept=queries.kept_answers,
        live=LIVE,
    )
    compress(app.server)
    answer_errors(app.server, app.notice)
    # A file that no component has; Dash would make an error of ours of it.
    app.server.register_error_handler(DependencyException, lambda _error: app.notice(404))
    audit_exports(app.server, viewer=current_viewer, record=Accounts(store).tell, refusal=app.notice)
    check_calls(app.server, app.callback_map)
    app.server.register_blueprint(tending_people(store, frozenset(catalogue.agencies), app.first_password))
    _routes(app, config, start_source, lambda *given: _settle(store, model, *given))
    app.server.register_blueprint(verification(lambda: Desk(current_viewer(), store, model, now=now_utc())))
    app.server.register_blueprint(locking(lambda: LockDesk(current_viewer(), store, model, now=now_utc())))
    _take_files(app, config, runner or Runner(config, store, catalogue), model)
    return app


def _take_files(app: Dashboard, config: Config, runner: Runner, model: ReadModel) -> None:
    """Take files that offices hand in, and give them back."""
    line = turns()

    def intake() -> Intake:
        return Intake(current_viewer(), runner, model, line, now=now_utc())

    def handouts() -> Handouts:
        return Handouts(current_viewer(), config, now=now_utc())

    app.server.register_blueprint(handing_in(intake, handouts, most=config.upload.max_bytes))


def _let_in(app: Dashboard, config: Config, store: Store, catalogue: Catalogue) -> None:
    """Let it be known who asks, before anything else is answered."""
    examples = example_accounts() if config.demo.enabled else {}
    title = config.access.sso.title if config.access.sso else ""
    themes = tuple((one.title, one.indicators) for one in config.wall.slides)
    slides = frozenset(one.code for one in wall_slides(themes))
    gate = Gate(store, https=config.server.https, script=app.own_script.fingerprint, slides=slides)
    door = Door(
        accounts=Accounts(store),
        examples=examples,
        agencies=frozenset(catalogue.agencies),
        access=config.access,
        key=secret_key(config.data_dir, os.environ),
        https=config.server.https,
        form=lambda status, why, login, there: app.plain(
            login_page(why, login, there, examples, sign_on=title), status
        ),
        closed=lambda status: app.plain(pairing_page(f"{request.host}/perangkat"), status, scripted=True),
        looking=lambda status: app.plain(looking_page(), status),
        draw=lambda name, status, **words: app.plain(OWN_PAGES[name](**words), status),
        screen=gate.screen,
        page_of=page_of,
        sign_on=_sign_on(config, store) if config.access.sso else None,
    )
    require_login(app.server, door)
    app.server.register_blueprint(wall_side(gate))
    app.server.register_blueprint(screen_actions(store, slides))


def _sign_on(config: Config, store: Store) -> SignOn:
    from core.sso.provider import Provider  # noqa: PLC0415 - a quarter of a second, for those who have a sign-on

    section = config.access.sso
    assert section is not None
    return SignOn(
        Provider(section, lambda: secret_of(section.secret, os.environ), ask_provider),
        account=lambda found: account_signed_on(store, found, now=now_utc()),
    )


def _routes(app: Dashboard, config: Config, start_source: Any, settle: Callable[[str, str, str, str], object]) -> None:
    from pages.downloads import downloads  # noqa: PLC0415 - pages need the application first
    from pages.papers import papers  # noqa: PLC0415 - as above

    def start(source_id: str) -> None:
        source = config.sources.get(source_id)
        if start_source is None or source is None or source.is_uploaded:
            raise NotFoundError(f"no source {source_id!r} that can be collected")
        if not queries.may_start(current_viewer(), source_id):
            raise NotAllowedError(f"source {source_id!r} is started by its own office and the operator")
        start_source(source)

    app.server.register_blueprint(downloads)
    app.server.register_blueprint(papers)
    app.server.register_blueprint(actions(start, settle))
    serve_small_plotly(app.server, SMALL_PLOTLY)

    @app.server.get(PARTS, defaults={"path": ""})
    @app.server.get(f"{PARTS}<path:path>")
    def parts(path: str) -> Response:
        return app.parts_of(path)

    @app.server.get("/skrip/<_name>.js")
    def own_script(_name: str) -> Response:
        return Response(app.own_script.text, mimetype="text/javascript")


def _settle(store: Store, model: ReadModel, key: str, source: str, reason: str, seen: str) -> None:
    viewer = current_viewer()
    settle_conflict(viewer, store, model, key, Verdict(source, reason, viewer.name, seen), now=now_utc())


def main() -> None:
    """Set up, collect what was never collected, then serve until Ctrl+C."""
    set_up_logging()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    tell("reading config.toml and catalogue/, opening the database")
    with opened() as parts:
        _refuse_faults(parts)
        if parts.store.notice:
            tell(parts.store.notice)
        if not (parts.config.demo.enabled or Accounts(parts.store).are_there()):
            tell("nobody has an account yet: python -m core user add LOGIN --name NAME --role operator")
        first_collection(parts.config, parts.store, parts.catalogue, tell=tell)
        serve(parts)
    leave(0)


def _refuse_faults(parts: Parts) -> None:
    """Stop here rather than collect from a section that cannot work."""
    found = check_sources(parts.config, parts.catalogue, os.environ, now=now_utc())
    for finding in found:
        tell(str(finding))
    if any(finding.is_fault for finding in found):
        raise ConfigError("correct the faults above and start again; python -m core check-config shows them too")


def serve(parts: Parts) -> None:
    """Serve the pages and collect on schedule until the process is told to stop.

    Raises:
        ConfigError: If the address cannot be listened on.
    """
    config, store, catalogue = parts.config, parts.store, parts.catalogue
    runner, hands = Runner(config, store, catalogue), Workers(config.collect.workers)

    def start_source(source: Source) -> None:
        hands.submit(lambda: _collect_now(runner, source))

    app = create_app(config, store, catalogue, start_source=start_source, runner=runner)
    server = listen(app.server, config.server, files=(CHECK, config.upload.max_bytes))
    scheduler = Scheduler(config, store, catalogue)
    scheduler.start()
    gc.freeze()  # what was made until here stays: the collector need not look at it again, nor halt a page for that
    tell(f"serving on http://{config.server.host}:{config.server.port}  (Ctrl+C stops)")
    try:
        server.run()  # returns at Ctrl+C and SIGTERM
    finally:
        tell("stopping")
        runner.stopping.set()
        hands.close()
        server.close()
        scheduler.stop()
        _give_up(runner)


def _give_up(runner: Runner) -> None:
    """Close the runs that people started, unless a locked database would keep this process from ending."""
    closing = Thread(target=runner.give_up, name="give-up", daemon=True)
    closing.start()
    closing.join(GIVE_UP_WITHIN)


def _collect_now(runner: Runner, source: Source) -> None:
    try:
        runner.run(source, Order(Trigger.MANUAL))
    except DashboardError as error:
        tell(f"{source.id}: {error}")


def tell(line: str) -> None:
    """Say on the terminal what is being done."""
    print(line, flush=True)


if __name__ == "__main__":
    try:
        main()
    except DashboardError as error:
        sys.exit(f"Error: {error}")
