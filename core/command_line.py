"""What every command shares: the option for another config.toml, and exit codes instead of traces."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from core.collect.outcome import Fault
from core.errors import ConfigError, StoreError

FINE, SOURCE_FAILED, CONFIG_FAULT, STORE_FAULT = 0, Fault.SOURCE.value, Fault.CONFIG.value, Fault.STORE.value
Command = Callable[..., None]
with_config = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another config.toml; default CONFIG in the environment, else the project's own.",
)


def exit_codes(command: Command) -> Command:
    """Turn our errors into one line on stderr and the documented exit code."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except ConfigError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(CONFIG_FAULT)
        except StoreError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(STORE_FAULT)

    return wrapped
