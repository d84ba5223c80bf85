"""/jejak: the audit log, with filters and as a file, for the operator and the auditor."""

import dash
from dash import html
from dash.development.base_component import Component

from components.audit_table import audit_table
from components.block import block
from components.crumbs import crumbs
from components.downloads import downloads
from components.labels import audit as said
from components.labels import places
from components.shell import address, date_field, field
from core.access import current_viewer
from core.domain.audit import Action
from core.domain.figure import View
from core.store import audits
from core.store.views import view_of
from pages._audit import wanted_of
from pages._frame import framed

PATH = "/jejak"
_ABOVE = (("/", places.OVERVIEW), ("/sumber", places.SOURCES))
NAMES = ("tindakan", "pelaku", "sejak", "sampai")  # of the filters, in the address
dash.register_page(__name__, path=PATH, title=places.tab(places.AUDIT), order=12)


def layout(sebelum: str = "", **query: str) -> Component:
    """Return a part of the log, the newest entries first."""
    view, chosen = view_of(**query), {name: query.get(name, "") for name in NAMES}
    before = int(sebelum) if sebelum.isascii() and sebelum.isdigit() and len(sebelum) < len("9" * 18) else None
    found = audits.page(current_viewer(), wanted_of(**query), before)
    content = html.Section(
        [
            crumbs([*((name, address(path, view)) for path, name in _ABOVE), (places.AUDIT, "")]),
            html.H1(places.AUDIT),
            html.P(said.INTRO, className="summary"),
            html.P(said.HEAD.format(head=found.head) if found.head else said.EMPTY, className="kept"),
            audit_table(found.entries),
            _ways(found.older, before, view, chosen),
            downloads("jejak", address("", view, **chosen).lstrip("?")),
        ]
    )
    extra = _fields(found.actors, chosen)
    return framed(
        PATH, block(content, class_name="block stack"), view=view, title=places.AUDIT, filters=(), extra=extra
    )


def _fields(actors: tuple[str, ...], chosen: dict[str, str]) -> list[Component]:
    actions = [("", said.ALL_ACTIONS), *((one.value, said.ACTION[one.value]) for one in Action)]
    names = [("", said.ALL_ACTORS), *((one, one) for one in actors if one)]
    return [
        field("tindakan", said.ACTION_FIELD, actions, chosen["tindakan"]),
        field("pelaku", said.ACTOR_FIELD, names, chosen["pelaku"]),
        date_field("sejak", said.SINCE_FIELD, chosen["sejak"]),
        date_field("sampai", said.UNTIL_FIELD, chosen["sampai"]),
    ]


def _ways(older: int | None, before: int | None, view: View, chosen: dict[str, str]) -> Component:
    ways = [html.A(said.NEWEST, href=address(PATH, view, **chosen))] if before is not None else []
    if older is not None:
        ways.append(html.A(said.OLDER, href=address(PATH, view, **chosen, sebelum=str(older))))
    return html.P([part for way in ways for part in (way, " ")])
