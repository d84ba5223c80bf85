"""The form with which an office hands a file in, and the forms it may fill."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats
from components.labels import uploads as said
from components.marks import icon, simulated_tag
from components.shell import field

KINDS = ".xlsx,.xls,.ods,.csv,.json,.geojson"  # what a browser offers first; what a file is, its bytes say
Door = tuple[str, str, bool, bool]  # id of the source, its title, whether it is simulated, whether it has a form


def upload_form(doors: Sequence[Door], *, chosen: str, most: int) -> Component:
    """Return the form.

    Args:
        doors: Sources that the reader's office hands files in of.
        chosen: Id of the one that is chosen at first.
        most: Bytes of a file.
    """
    if not doors:
        return html.Section([html.H2(said.FORM_TITLE), html.P(said.NO_DOORS, className="empty")])
    source = field("sumber", said.SOURCE, [(one[0], one[1]) for one in doors], chosen)
    source.className = "typed"
    source.children[0].className = ""
    hint = said.FILE_HINT.format(most=formats.size(most))
    # dash.html has no input.
    file = Markup(
        '<label class="typed"><span>{}</span><input type="file" name="berkas" accept="{}" required>'
        "<small>{}</small></label>"
    ).format(said.FILE, KINDS, hint)
    form = html.Form(
        [source, file, html.Button(said.CHECK, className="button")],
        action="/unggah/periksa",
        method="post",
        encType="multipart/form-data",
        className="login upload",
    )
    return html.Section([html.H2(said.FORM_TITLE), form], id="unggah")


def form_links(doors: Sequence[Door]) -> Component | None:
    """Return the forms that can be fetched and filled; None where there are none."""
    links = [_form_link(door) for door in doors if door[3]]
    if not links:
        return None
    heading = html.H2([said.FORMS_TITLE, html.Small(said.FORMS_NOTE)])
    return html.Section([heading, html.Ul(links, className="list plain")])


def _form_link(door: Door) -> Component:
    source_id, title, simulated, _ = door
    words = [icon("unduh"), said.FORM.format(title=title)]
    link = html.A(words, href=f"/unggah/{source_id}/formulir.xlsx", download="")
    return html.Li([link, simulated_tag(shown=simulated)])


def outcome(refused: str, done: str, *, most: int) -> Component | None:
    """Return what came of the form that led here; None for words that we do not know."""
    if refused in said.REFUSED:
        sentence = said.REFUSED[refused].format(most=formats.size(most))
        return html.P([html.B(said.NOTHING_SAVED), ". ", sentence], className="trouble", role="alert")
    return html.P(said.DONE[done], className="decided", role="status") if done in said.DONE else None
