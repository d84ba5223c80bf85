"""python -m core audit: looks after the audit log."""

from pathlib import Path

import click

from core.collect.workers import leave
from core.command_line import FINE, SOURCE_FAILED, exit_codes, with_config
from core.domain.audit import Head, breaks, head_from
from core.errors import ConfigError
from core.opening import opened
from core.store import audit_log


@click.group()
def audit() -> None:
    """Look after the audit log."""


@audit.command()
@click.option("--head", "head_text", default="", help="The head written down earlier, as NUMBER:DIGEST.")
@with_config
@exit_codes
def verify(head_text: str, config_path: Path | None) -> None:
    """Check the chain of the audit log: a changed, removed or moved entry is named at its place.

    Prints the head, the newest entry with its digest. Write it down elsewhere (minutes of a meeting): with --head
    it also shows whether the end of the log was cut off, or all of it made anew. Ends with 1 when the chain is broken.

    \b
    Examples:
      python -m core audit verify
      python -m core audit verify --head 41:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    """  # noqa: D301
    known = _head(head_text)
    with opened(config_path, keep=False) as parts, parts.store.read() as conn:
        found = list(breaks(audit_log.all_entries(conn), known))
        head = audit_log.head(conn)
    for one in found:
        click.echo(str(one))
    click.echo(f"{head.number if head else 0} entries, {len(found)} break(s); head {head or '-'}")
    leave(SOURCE_FAILED if found else FINE)


def _head(text: str) -> Head | None:
    try:
        return head_from(text) if text else None
    except ValueError as error:
        raise ConfigError(f"--head {error}") from error
