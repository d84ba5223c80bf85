"""Screens of walls: how each fares with what it can be told, and the forms that confirm and change one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats
from components.data_table import data_table
from components.labels import screens as said
from core.clock import in_city
from core.domain.wall_screens import WARNED, Beat, Command, Screen, WallSlide

Row = tuple[Screen, Beat | None]
_INPUT = Markup(
    '<input type="text" name="{}" value="{}" maxlength="{}" required autocomplete="off" spellcheck="false"{}>'
)
_CHECK = Markup('<input type="checkbox" name="{}" value="{}"{}>')
_CHECKED, _CAPITALS = Markup(" checked"), Markup(' autocapitalize="characters"')
_SIGN = {"good": "●", "bad": "✕", "none": "○"}


def screen_table(rows: Sequence[Row], *, slides: Sequence[WallSlide], now: datetime, tends: bool) -> Component:
    """Return the screens, one row each.

    Args:
        rows: Screens with what they last told.
        slides: All there are.
        now: Aware.
        tends: Whether there are buttons.
    """
    if not rows:
        return html.P(said.NONE, className="empty")
    titles = {one.code: slide_name(one) for one in slides}
    told = [_row(screen, beat, titles, now) for screen, beat in rows]
    if not tends:
        return data_table(said.HEADS, told, caption=said.CAPTION)
    # Third, so that a phone has them in sight.
    heads = (*said.HEADS[:2], said.ACTS, *said.HEADS[2:])
    told = [(*row[:2], _buttons(screen), *row[2:]) for row, (screen, _) in zip(told, rows, strict=True)]
    return data_table(heads, told, caption=said.CAPTION)


def count_words(rows: Sequence[Row], now: datetime) -> str:
    """Return how many screens there are and how many of them are heard of."""
    alive = sum(beat is not None and screen.shows(now) and beat.is_alive(now) for screen, beat in rows)
    return said.COUNTS.format(count=len(rows), alive=alive, silent=len(rows) - alive)


def slide_name(slide: WallSlide) -> str:
    """Return what a slide is called."""
    return slide.title or said.SLIDE_SHORT[slide.code]


def add_form(slides: Sequence[WallSlide], typed: Mapping[str, str]) -> Component:
    """Return the form that confirms a code; `typed`: what was refused, so that nobody types it twice."""
    chosen = tuple(filter(None, typed.get("slide", "").split(".")))
    fields = [
        _text(said.CODE, said.CODE_HINT, "kode", typed.get("kode", ""), 20, _CAPITALS),
        _text(said.NAME, said.NAME_HINT, "nama", typed.get("nama", ""), 60),
        _slides(slides, chosen),
        html.Button(said.GO, className="button"),
    ]
    form = html.Form(fields, action="/perangkat/pasang", method="post", className="decide")
    return html.Section([html.H2(said.ADD), html.P(said.ADD_MEANS), form], id="pasang-layar")


def change_forms(rows: Sequence[Row], slides: Sequence[WallSlide], opened: str) -> Component | None:
    """Return a form for each screen behind its name; the one of the key `opened` lies open."""
    if not rows:
        return None
    forms = [_change(screen, slides, is_open=screen.key == opened) for screen, _ in rows]
    return html.Section([html.H2(said.CHANGING), *forms])


def notice(told: str, refused: str, code: str) -> Component | None:
    """Return what was done, or why not; None for words that we do not know."""
    if refused in said.REFUSED:
        sentence = said.REFUSED[refused].format(code=code)
        return html.P([html.B(said.NOTHING_SAVED), ". ", sentence], className="trouble", role="alert")
    return html.P(said.TOLD[told], className="decided", role="status") if told in said.TOLD else None


def _row(screen: Screen, beat: Beat | None, titles: Mapping[str, str], now: datetime) -> tuple[object, ...]:
    soon = screen.expires_at - now < WARNED
    until = formats.day(in_city(screen.expires_at))
    return (
        screen.name,
        _state(screen, beat, now),
        titles.get(beat.slide, "–") if beat else "–",
        _version(beat),
        said.WINDOW.format(width=beat.width, height=beat.height) if beat else "–",
        " · ".join(filter(None, (beat.address, beat.agent))) if beat else "–",
        formats.day(in_city(screen.since)),
        html.B(said.SOON.format(day=until)) if soon else until,
    )


def _state(screen: Screen, beat: Beat | None, now: datetime) -> Component:
    if not screen.shows(now):
        return _sign("bad", said.ENDED, said.ENDED_MEANS)
    if beat is None:
        return _sign("none", said.NEVER, said.NEVER_MEANS)
    if beat.is_alive(now):
        return _sign("good", said.ALIVE, said.ALIVE_SEEN.format(ago=_ago(now - beat.seen_at)))
    return _sign("bad", said.SILENT, said.SILENT_SINCE.format(moment=formats.moment(beat.seen_at)))


def _sign(tone: str, word: str, more: str) -> Component:
    sign = html.Span([html.Span(_SIGN[tone], **{"aria-hidden": "true"}), f" {word}"], className=f"run run-{tone}")
    return html.Span([sign, html.Small(f" {more}")])


def _ago(passed: timedelta) -> str:
    seconds = max(0, int(passed.total_seconds()))
    return said.SECONDS.format(count=seconds) if seconds < 60 else said.MINUTES.format(count=seconds // 60)


def _version(beat: Beat | None) -> object:
    if beat is None or not beat.script:
        return "–"
    words = (said.CURRENT if beat.current else said.OLD).format(script=beat.script[:6])
    return [words, " ", html.Small(said.LOADED.format(moment=formats.moment(beat.loaded_at)))]


def _buttons(screen: Screen) -> Component:
    tell = [
        html.Button(word, type="submit", name="apa", value=command.value)
        for command, word in ((Command.RELOAD, said.RELOAD), (Command.NEXT, said.NEXT))
    ]
    command = html.Form(tell, action=f"/perangkat/{screen.key}/perintah", method="post")
    revoke = html.Form(html.Button(said.REVOKE), action=f"/perangkat/{screen.key}/cabut", method="post")
    return html.Div([command, revoke], className="acts")


def _change(screen: Screen, slides: Sequence[WallSlide], *, is_open: bool) -> Component:
    extend = html.Label([_CHECK.format("perpanjang", "ya", ""), f" {said.EXTEND}"], className="choice")
    fields = [
        _text(said.NAME, said.NAME_HINT, "nama", screen.name, 60),
        _slides(slides, screen.slides),
        extend,
        html.Button(said.SAVE),
    ]
    form = html.Form(fields, action=f"/perangkat/{screen.key}/ubah", method="post", className="decide")
    summary = html.Summary(said.CHANGE.format(name=screen.name))
    return html.Details([summary, form], className="behind", **({"open": True} if is_open else {}))


def _text(word: str, hint: str, name: str, value: str, longest: int, more: Markup | str = "") -> Component:
    return html.Label([word, html.Small(hint), _INPUT.format(name, value, longest, more)], className="field")


def _slides(slides: Sequence[WallSlide], chosen: Sequence[str]) -> Component:
    choices = [
        html.Label(
            [
                _CHECK.format("slide", one.code, _CHECKED if one.code in chosen else ""),
                f" {one.title or said.SLIDE[one.code]}",
            ],
            className="choice",
        )
        for one in slides
    ]
    return html.Fieldset([html.Legend([said.SLIDES, html.Small(f" ({said.SLIDES_HINT})")]), *choices])
