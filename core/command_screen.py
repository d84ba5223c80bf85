"""python -m core screen: lists and revokes the screens of walls; they are confirmed on /perangkat."""

from pathlib import Path

import click

from core.access import operator
from core.clock import now_utc
from core.command_line import exit_codes, with_config
from core.domain.wall_screens import Beat, Screen
from core.errors import ConfigError
from core.opening import opened
from core.store.wall_beats import all_beats
from core.store.wall_screens import active_screens, revoke_screen


@click.group()
def screen() -> None:
    """List and revoke the screens of walls."""


@screen.command("list")
@with_config
@exit_codes
def list_screens(config_path: Path | None) -> None:
    """List the screens that were not revoked: what each may show, until when, when it was last heard of.

    \b
    Example: python -m core screen list
    """  # noqa: D301
    with opened(config_path) as parts, parts.store.read() as conn:
        found, beats = active_screens(conn), all_beats(conn)
    for one in found:
        click.echo(_line(one, beats.get(one.key)))
    click.echo(f"{len(found)} screen(s)")


@screen.command()
@click.argument("name")
@with_config
@exit_codes
def revoke(name: str, config_path: Path | None) -> None:
    """End a screen by its name: its token is worth nothing from now on, its wall shows a code again.

    \b
    Example: python -m core screen revoke "Lobi DKISP"
    """  # noqa: D301
    with opened(config_path) as parts:
        with parts.store.read() as conn:
            found = next((one for one in active_screens(conn) if one.name.lower() == name.lower()), None)
        if found is None:
            raise ConfigError(f"no screen {name!r}; `python -m core screen list` shows those there are")
        revoke_screen(parts.store, operator("screen revoke"), found.key, now=now_utc())
    click.echo(f"{found.name} is revoked")


def _line(one: Screen, beat: Beat | None) -> str:
    seen = f"last heard of {beat.seen_at:%Y-%m-%d %H:%M:%SZ} from {beat.address}" if beat else "not heard of yet"
    return f"{one.name}: {', '.join(one.slides)}; until {one.expires_at:%Y-%m-%d}; {seen}"
