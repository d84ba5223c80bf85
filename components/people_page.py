"""Accounts of people: the list with what can be done, the form for a new one, a first password told once."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats
from components.block import block
from components.data_table import data_table
from components.labels import people as said
from components.labels import places
from components.shell import field, page
from components.typed import typed
from core.domain.account import HELD, SSO, PersonRow
from core.domain.indicator import Agency
from core.domain.viewer import LOOKED_AT, Role, Viewer


def people_table(rows: Sequence[PersonRow], *, tends: bool) -> Component:
    """Return the list; with what can be done where the reader may do it."""
    if not rows:
        return html.P(said.NONE, className="empty")
    heads = [*said.HEADS[:1], said.ACTS, *said.HEADS[1:]] if tends else said.HEADS  # a phone shows the first ones
    cells = [_cells(one, tends=tends) for one in rows]
    active = sum(one.active for one in rows)
    count = html.P(said.COUNT.format(count=formats.number(len(rows), 0), active=formats.number(active, 0)))
    return html.Div([count, data_table(heads, cells, caption=said.CAPTION)])


def make_form(agencies: Mapping[str, Agency]) -> Component:
    """Return the form for a new account."""
    roles = [(one.value, said.ROLE_NAMES[one.value]) for one in HELD]
    offices = [("", said.NO_OFFICE), *((one.code, one.short) for one in agencies.values())]
    fields = [
        typed("nama", said.LOGIN, minlength="3", maxlength="40"),
        typed("orang", said.PERSON, autocapitalize="words"),
        _choice("peran", said.ROLE, roles),
        _choice("opd", said.OFFICE, offices),
        html.Button(said.MAKE, className="button"),
    ]
    form = html.Form(fields, action="/pengguna/baru", method="post", className="login")
    return html.Section([html.H2(said.MAKE_TITLE), html.P(said.MAKE_MEANS), form], id="baru")


def look_form(agencies: Mapping[str, Agency]) -> Component:
    """Return the form with which an operator looks as somebody else."""
    roles = [(one.value, said.ROLE_NAMES[one.value]) for one in LOOKED_AT]
    offices = [
        (f"{Role.AGENCY.value}:{one.code}", said.LOOK_OFFICE.format(name=one.short)) for one in agencies.values()
    ]
    choice = _choice("sebagai", said.LOOK_WHO, [*roles, *offices])
    form = html.Form(
        [choice, html.Button(said.LOOK, className="button")], action="/sebagai", method="post", className="login"
    )
    return html.Section([html.H2(said.LOOK_TITLE), html.P(said.LOOK_MEANS), form], id="lihat-sebagai")


def news(done: str, refused: str) -> Component | None:
    """Return what was done, or why nothing was; None for words that we do not know."""
    if refused in said.REFUSED:
        told = [html.B(said.NOTHING_SAVED), ". ", said.REFUSED[refused]]
        return html.P(told, className="trouble", role="alert")
    return html.P(said.DONE[done], className="done", role="status") if done in said.DONE else None


def first_password_page(login: str, person: str, password: str, viewer: Viewer) -> Component:
    """Return the page that tells a first password, once."""
    section = html.Section(
        [
            html.H1(said.TOLD_TITLE),
            html.P(said.TOLD.format(person=person, login=login)),
            html.P(html.Code(password), className="big"),
            html.P(said.TOLD_MEANS),
            html.A(said.TOLD_BACK, href="/pengguna", className="button"),
        ]
    )
    return page("/pengguna", block(section, class_name="block stack"), title=places.PEOPLE, viewer=viewer)


def _cells(one: PersonRow, *, tends: bool) -> list[object]:
    name, *facts = _facts(one)
    return [name, _acts(one), *facts] if tends else [name, *facts]


def _facts(one: PersonRow) -> list[object]:
    state = html.Span(
        said.ACTIVE if one.active else said.INACTIVE, className=f"run run-{'good' if one.active else 'bad'}"
    )
    changed = said.CHANGED.format(moment=formats.moment(one.changed_at), who=one.changed_by)
    role = f"{said.ROLE_NAMES[one.role.value]} {one.agency}".rstrip()
    name = [html.Span(one.person, id=one.login), html.Small(one.login)]
    return [name, role, state, said.FACTOR if one.has_factor else said.NO_FACTOR, changed]


def _acts(one: PersonRow) -> list[Component]:
    flip = Markup('<input type="hidden" name="aktif" value="{}">').format("tidak" if one.active else "ya")
    forms = [
        _act(one, "saklar", said.OFF if one.active else said.ON, flip),
        *([] if one.login.startswith(SSO) else [_act(one, "sandi", said.NEW_PASSWORD)]),
    ]
    return [*forms, _act(one, "kode", said.RESET_FACTOR)] if one.has_factor else forms


def _act(one: PersonRow, act: str, word: str, *fields: Markup) -> Component:
    button = html.Button(word, **{"aria-label": said.FOR.format(act=word, person=one.person)})
    return html.Form([*fields, button], action=f"/pengguna/{one.login}/{act}", method="post", className="act")


def _choice(name: str, word: str, pairs: Sequence[tuple[str, str]]) -> Component:
    chosen = field(name, word, pairs, "")
    chosen.className = "typed"
    chosen.children[0].className = ""
    return chosen
