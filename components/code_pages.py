"""The second step of the way in: the code of a phone, setting it up, and the recovery codes that are shown once."""

from collections.abc import Sequence
from io import BytesIO

import segno
from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components.block import block
from components.labels import account as said
from components.markup import Node
from components.shell import page
from components.typed import code, password, typed
from core.domain.second_factor import grouped
from core.domain.viewer import Viewer


def code_page(*, why: str = "") -> Component:
    """Return the form that asks for a code, after the password.

    Args:
        why: Key of labels.account.WHY; "" before the first attempt.
    """
    lost = why in ("pemulihan", "kunci")
    fields = [code(said.CODE, focus=not lost), html.Button(said.ENTER, className="button")]
    recovery = [
        typed("pemulihan", said.RECOVERY_CODE, focus=lost, maxlength="24"),
        html.Button(said.ENTER_RECOVERY, className="button"),
    ]
    instead = html.Details(
        [html.Summary(said.NO_PHONE), html.P(said.NO_PHONE_MEANS), _form("/masuk/kode", *recovery)],
        **({"open": True} if lost else {}),
    )
    parts = [html.H1(said.CODE_TITLE), html.P(said.CODE_INTRO), trouble(why), _form("/masuk/kode", *fields), instead]
    again = html.P(html.A(said.START_AGAIN, href="/masuk"))
    return _page("/masuk/kode", said.CODE_TITLE, None, *parts, again)


def set_up_page(*, why: str, secret: str, address: str, viewer: Viewer | None) -> Component:
    """Return the page on which a phone is told the secret.

    Args:
        why: Key of labels.account.WHY; "" before the first attempt.
        secret: In base32.
        address: What the QR code says.
        viewer: Who has logged in; None on the way in, where nobody has.
    """
    own = [] if viewer is None else [password("lama", said.OLD)]
    action = "/masuk/pasang" if viewer is None else "/akun/kode"
    form = _form(action, code(said.CODE, focus=bool(why)), *own, html.Button(said.CONFIRM, className="button"))
    by_hand = html.P([said.BY_HAND, " ", html.Code(grouped(secret, 4), className="secret")])
    same = html.P(html.A(said.SAME_PHONE, href=address))
    steps = [[said.STEP_APP], [said.STEP_SCAN, _qr(address), same, by_hand], [said.STEP_CODE, trouble(why), form]]
    intro = html.P(said.SET_UP_REQUIRED if viewer is None else said.SET_UP_INTRO)
    title = html.H1(said.SET_UP_TITLE)
    return _page(action, said.SET_UP_TITLE, viewer, title, intro, html.Ol([html.Li(one) for one in steps]))


def recovery_page(*, codes: Sequence[str], there: str, viewer: Viewer) -> Component:
    """Return the recovery codes; they are shown this once.

    Args:
        codes: As they were made.
        there: Where the person goes on to.
        viewer: Who has logged in.
    """
    listed = html.Ol([html.Li(html.Code(grouped(one, 5).replace(" ", "-"))) for one in codes], className="codes")
    on = html.P(html.A(said.SAVED, href=there, className="button"))
    parts = [
        html.H1(said.RECOVERY_TITLE),
        html.P(said.RECOVERY_FOR.format(person=viewer.name)),
        listed,
        html.P(said.RECOVERY_MEANS),
        on,
    ]
    return _page("/akun", said.RECOVERY_TITLE, viewer, *parts)


def trouble(why: str) -> Component | None:
    """Return why an attempt failed; None for ""."""
    return html.P(said.WHY[why], className="trouble", role="alert") if why else None


def _form(action: str, *fields: Node) -> Component:
    return html.Form(list(fields), action=action, method="post", className="login")


def _page(path: str, title: str, viewer: Viewer | None, *parts: Node) -> Component:
    content = block(html.Section(list(parts)), class_name="block stack")
    return page(path, content, title=title, viewer=viewer)


def _qr(address: str) -> Markup:
    drawn = BytesIO()
    kept = {"svgclass": "qr", "lineclass": None, "omitsize": True, "xmldecl": False, "svgns": False}
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", light="#fff", title=said.QR, **kept)
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn here
