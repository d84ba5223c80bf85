"""The way in: one form with a name and a password, and what went wrong."""

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components.block import block
from components.labels import login as said
from components.shell import page

# dash.html has no input; password managers know the fields by `autocomplete`.
_FIELD = Markup(
    '<label class="typed"><span>{}</span><input type="{}" name="{}" value="{}" autocomplete="{}" required '
    'maxlength="128" autocapitalize="none" spellcheck="false"{}></label>'
)
_FOCUS = Markup(" autofocus")


def login_page(why: str, login: str, there: str) -> Component:
    """Return the page.

    Args:
        why: Key of labels.login.WHY; "" before the first attempt.
        login: As typed before.
        there: Where the person goes on to.
    """
    failed = html.P(said.WHY[why], className="trouble", role="alert") if why else None
    fields = [
        _FIELD.format(said.LOGIN, "text", "nama", login, "username", "" if login else _FOCUS),
        _FIELD.format(said.PASSWORD, "password", "sandi", "", "current-password", _FOCUS if login else ""),
        Markup('<input type="hidden" name="lanjut" value="{}">').format(there),
        html.Button(said.GO, className="button"),
    ]
    form = html.Form(fields, action="/masuk", method="post", className="login")
    section = html.Section([html.H1(said.TITLE), html.P(said.INTRO), failed, form])
    return page("/masuk", block(section, class_name="block stack"), title=said.TITLE)


def closed_page() -> Component:
    """Return what a wall shows that nobody has opened: no form, since nobody stands there to type."""
    section = html.Section([html.H1(said.CLOSED_TITLE), html.P(said.CLOSED)])
    return page("/layar", block(section, class_name="block stack"), title=said.CLOSED_TITLE)
