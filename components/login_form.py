"""The way in: one form with a name and a password, and what went wrong."""

from collections.abc import Iterable
from urllib.parse import quote

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


def login_page(why: str, login: str, there: str, examples: Iterable[str] = (), sign_on: str = "") -> Component:
    """Return the page.

    Args:
        why: Key of labels.login.WHY; "" before the first attempt.
        login: As typed before.
        there: Where the person goes on to.
        examples: Logins of the demonstration, to be tried by a click.
        sign_on: What the button of the government's sign-on says; "" where there is none.
    """
    failed = html.P(said.WHY[why], className="trouble", role="alert") if why in said.WHY else None
    tries = _examples(list(examples), there)
    first = "" if login or tries or sign_on else _FOCUS  # a phone would scroll past what stands above
    fields = [
        _FIELD.format(said.LOGIN, "text", "nama", login, "username", first),
        _FIELD.format(said.PASSWORD, "password", "sandi", "", "current-password", _FOCUS if login else ""),
        _hidden("lanjut", there),
        html.Button(said.GO, className="button"),
    ]
    form = html.Form(fields, action="/masuk", method="post", className="login")
    left = _left() if why == said.LEFT else None
    section = html.Section([html.H1(said.TITLE), html.P(said.INTRO), failed, left, *_sign_on(sign_on, there), form])
    return page("/masuk", block(tries, section, class_name="block stack"), title=said.TITLE)


def _sign_on(title: str, there: str) -> list[Component]:
    """Return the link to the sign-on: a link, since no form may lead to another site (core.web.policy)."""
    if not title:
        return []
    place = "/masuk/sso" if there == "/" else f"/masuk/sso?lanjut={quote(there, safe='/')}"
    return [html.P(html.A(title, href=place, className="button sign-on")), html.P(said.OR, className="or")]


def _left() -> Component:
    words = [said.LEFT_MEANS, " ", html.A(said.LEAVE_SSO, href="/masuk/sso/keluar")]
    return html.P(words, role="status", className="known")


def _examples(logins: list[str], there: str) -> Component | None:
    if not logins:
        return None
    choices = [
        html.Button([html.B(name), html.Span(does)], type="submit", name="akun", value=login)
        for login, (name, does) in said.EXAMPLES.items()
        if login in logins
    ]
    form = html.Form([_hidden("lanjut", there), *choices], action="/masuk/contoh", method="post", className="examples")
    return html.Section([html.H2(said.TRY), html.P(said.TRY_MEANS), form])


def _hidden(name: str, value: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def looking_page() -> Component:
    """Return why nothing was changed: who only looks as somebody else changes nothing."""
    section = html.Section([html.H1(said.LOOKING_TITLE), html.P(said.LOOKING_REFUSED, role="alert")])
    return page("/sebagai", block(section, class_name="block stack"), title=said.LOOKING_TITLE)
