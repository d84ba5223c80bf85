"""The own account: who I am, my password, my second factor; and by name all pages that core.web has drawn here."""

from collections.abc import Callable, Mapping
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from components import formats
from components.block import block
from components.code_pages import code_page, recovery_page, set_up_page, trouble
from components.labels import account as said
from components.labels.audit import ROLE
from components.markup import Node
from components.shell import page
from components.typed import password
from core.domain.account import SSO, Account
from core.domain.second_factor import CODES, FactorState, has_factor
from core.domain.viewer import Viewer

FEW = 3  # recovery codes left, from which on new ones should be made


def account_page(
    *,
    account: Account,
    viewer: Viewer,
    since: datetime | None,
    factor: FactorState,
    why: str = "",
    at: str = "",
    done: str = "",
) -> Component:
    """Return the page.

    Args:
        account: Of who has logged in.
        viewer: As whom the person asks; an operator may look as somebody else.
        since: Since when there is the account; None for an example of the demonstration.
        factor: How it stands with the second factor.
        why: Key of labels.account.WHY: why nothing was changed; "" for nothing.
        at: The form that was sent: "sandi", "pemulihan", "hapus".
        done: Key of labels.account.DONE; "" for nothing.
    """
    told = html.P(said.DONE[done], className="done", role="status") if done else None
    who = html.Section([html.H1(said.TITLE), told, _facts(account, since), _nothing(account)])
    parts = [who]
    if account.initial:
        parts = [html.Section([html.H1(said.TITLE), html.P(said.INITIAL, className="trouble")]), _password(why)]
    elif account.password:
        parts += [_factor(account, factor, why, at), _password(why if at == "sandi" else "")]
    return page("/akun", block(*parts, class_name="block stack"), title=said.TITLE, viewer=viewer)


def _facts(account: Account, since: datetime | None) -> Component:
    rows = [
        (said.NAME, account.person),
        (said.LOGIN, account.login),
        (said.ROLE, ROLE[account.role.value]),
        (said.OFFICE, account.agency),
        (said.SINCE, formats.day(since) if since else ""),
    ]
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in rows if value], className="own")


def _nothing(account: Account) -> Component | None:
    """Return why there is nothing to change; None where there is something."""
    if account.password:
        return None
    return html.P(said.OF_SSO if account.login.startswith(SSO) else said.EXAMPLE)


def _password(why: str) -> Component:
    fields = [
        password("lama", said.OLD, focus=bool(why)),
        password("baru", said.NEW, new=True),
        password("ulang", said.AGAIN, new=True),
        html.Button(said.CHANGE, className="button"),
    ]
    form = html.Form(fields, action="/akun/sandi", method="post", className="login")
    return html.Section([html.H2(said.CHANGE_TITLE), html.P(said.CHANGE_MEANS), trouble(why), form])


def _factor(account: Account, now: FactorState, why: str, at: str) -> Component:
    head = html.H2(said.FACTOR_TITLE)
    if not has_factor(account):
        return html.Section([head, html.P(said.FACTOR_OFF), _set_up(said.FACTOR_SET_UP)])
    state = said.FACTOR_ON if now.readable else said.FACTOR_UNREADABLE
    rule = f" {said.FACTOR_REQUIRED}" if now.required else ""
    count = said.LEFT.format(left=now.left, all=CODES) + (f" {said.LEFT_FEW}" if now.left <= FEW else "")
    renew = _asked("pemulihan", said.RENEW_TITLE, said.RENEW_MEANS, said.RENEW, why if at == "pemulihan" else "")
    remove = _asked("hapus", said.REMOVE_TITLE, said.REMOVE_MEANS, said.REMOVE, why if at == "hapus" else "")
    parts = [head, html.P(state + rule), html.P(count), _set_up(said.FACTOR_EXCHANGE), renew]
    return html.Section(parts if now.required else [*parts, remove])


def _set_up(word: str) -> Component:
    return html.P(html.A(word, href="/akun/kode", className="button"))


def _asked(what: str, title: str, means: str, word: str, why: str) -> Component:
    """Return a step that asks for the password, folded away until it is wanted."""
    fields = [password("lama", said.OLD, focus=bool(why)), html.Button(word, className="button")]
    form = html.Form(fields, action=f"/akun/{what}", method="post", className="login")
    parts: list[Node] = [html.Summary(title), html.P(means), trouble(why), form]
    return html.Details(parts, **({"open": True} if why else {}))


OWN_PAGES: Mapping[str, Callable[..., Component]] = {
    "kode": code_page,
    "pasang": set_up_page,
    "pemulihan": recovery_page,
    "akun": account_page,
}
