"""Who asks: the name and the way out, the way in for the public, and what an operator looks through."""

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components.labels import login as said
from components.labels.audit import ROLE
from core.domain.viewer import Role, Viewer


def signed_in(viewer: Viewer | None) -> Component | None:
    """Return the name and the way out, or the way in; None where nobody is known to ask, and on a wall."""
    if viewer is None or viewer.role is Role.SCREEN:
        return None
    if not viewer.name:
        return html.A(said.TITLE, href="/masuk", className="signed-in")
    words = html.A(said.SIGNED_IN.format(person=viewer.name), href="/akun")
    return html.Form([words, " ", html.Button(said.OUT)], action="/keluar", method="post", className="signed-in")


def looked_through(viewer: Viewer | None) -> Component | None:
    """Return what says that an operator looks as somebody else, with the way back; None for everybody else."""
    if viewer is None or not viewer.looking:
        return None
    words = html.B(said.LOOKING.format(who=f"{ROLE[viewer.role.value]} {viewer.agency}".rstrip()))
    back = [Markup('<input type="hidden" name="sebagai" value="">'), html.Button(said.LOOKING_END)]
    form = html.Form(back, action="/sebagai", method="post")
    return html.Aside([words, " ", said.LOOKING_MEANS, " ", form], className="known looking")
