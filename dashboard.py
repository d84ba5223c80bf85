"""Dash with a first paint: the server sends each page already drawn, Dash takes it over (docs/decisions/0001)."""

import json
from typing import Any

import dash
from dash import Dash
from dash.development.base_component import Component
from flask import Response, g, request

from components import labels
from components.document import dash_part, document, inline_scripts
from components.in_place import changes, numbering
from components.labels import places
from components.notice import notice_page
from components.people_page import first_password_page
from core.access import current_viewer
from core.config import ROOT
from core.errors import NotFoundError
from core.web.bundle import bundle
from core.web.errors import guarded, status_of_page
from core.web.headers import CSP, Protection
from core.web.policy import document_policy, tile_origins


class Dashboard(Dash):
    """Dash with a first paint: the server sends each page already drawn, Dash takes it over."""

    def __init__(self, protection: Protection, tiles: str = "", **settings: Any) -> None:
        self.protection, self.images = protection, tile_origins(tiles)
        super().__init__(__name__, **settings)
        self.style_rules = bundle(ROOT / "assets" / "css", "*.css")
        self.own_script = bundle(ROOT / "assets" / "js", "*.js")

    def enable_pages(self) -> None:
        """Register the pages, each so that a refusal becomes a notice, and its parts can change in place."""
        super().enable_pages()
        for page in dash.page_registry.values():
            layout = guarded(page["layout"], notice_page)
            page["layout"] = layout if page.get("plain") else numbering(layout)

    def drawn(self, path: str) -> tuple[dict[str, Any], Component]:
        """Return the page of an address as registered, and its tree for the query of this request."""
        page, variables = dash._pages._path_to_page(path.strip("/"))
        page = page or dash.page_registry["pages.not_found_404"]
        query = dash._pages._parse_query_string(f"?{request.query_string.decode()}")
        return page, page["layout"](**{**(variables or {}), **query})

    def parts_of(self, path: str) -> Response:
        """Return what changes on the page of an address when only its query does (components.in_place)."""
        page, tree = self.drawn(path)
        if page.get("plain"):
            raise NotFoundError(f"{path}: a page without Dash changes as a whole")
        text = json.dumps(changes(tree), ensure_ascii=False, separators=(",", ":"))
        return Response(text, status_of_page(), mimetype="application/json")

    def index(self, *args: Any, **kwargs: Any) -> Response:
        """Return the document of the page that was asked for; a plain page is sent without Dash."""
        plain = dash._pages._path_to_page(request.path.strip("/"))[0].get("plain")
        text = self.interpolate_index() if plain else super().index(*args, **kwargs)
        return self._document(text, status_of_page())

    def notice(self, status: int) -> Response:
        """Return the document of an error, without Dash."""
        return self.plain(notice_page(status), status)

    def plain(self, tree: Component, status: int, *, scripted: bool = False) -> Response:
        """Return the document of a page without Dash, and without our own script where it needs none."""
        g.pop("dash", None)
        scripts = [self.own_script_path] if scripted else []
        text = document(title=_tab(tree), css=self.style_rules.text, tree=tree, scripts=scripts)
        return self._document(text, status)

    def first_password(self, login: str, person: str, password: str) -> Response:
        """Return the page that tells a first password, for nobody to keep."""
        answer = self.plain(first_password_page(login, person, password, current_viewer()), 200)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @property
    def own_script_path(self) -> str:
        """Return where our own script is handed out."""
        return f"/skrip/{self.own_script.fingerprint}.js"

    def _document(self, text: str, status: int) -> Response:
        scripts, with_map = g.pop("dash", ((), False))
        policy = document_policy(
            scripts=scripts,
            styles=[self.style_rules.text],
            with_map=with_map,
            images=self.images,
            framed_by=self.protection.framers(request.path),
        )
        return Response(text, status, mimetype="text/html", headers={CSP: policy})

    def interpolate_index(self, **pieces: Any) -> str:
        """Return the document: the page drawn by the server, then what Dash needs."""
        page, tree = self.drawn(request.path)
        part = None
        if pieces:
            names = ("app_entry", "config", "scripts")
            entry, config, scripts = (pieces[name] for name in names)
            with_map = page.get("with_map", False)
            part = dash_part(entry=entry, config=config, scripts=scripts, with_map=with_map)
            g.dash = inline_scripts(scripts), with_map
        return document(
            title=page["title"],
            css=self.style_rules.text,
            tree=tree,
            scripts=[self.own_script_path],
            dash=part,
        )


def _tab(tree: Component) -> str:
    """Return what the tab of the browser says of a page by components.shell."""
    title = getattr(tree, "data-title", "")
    return places.tab(title) if title else labels.TITLE
