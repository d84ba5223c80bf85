"""The commands: `python -m core collect` and so on, as docs/commands.md describes them."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

import data_sources  # noqa: F401 - registers the connectors
from core.access import operator
from core.clock import now_utc, today_in_city
from core.collect.config_check import check_sources
from core.collect.contract import Source
from core.collect.due import next_due
from core.collect.hosts_check import check_hosts
from core.collect.outcome import Outcome, Trigger, rejection_json
from core.collect.progress import run_all
from core.collect.runner import Runner
from core.collect.schedule import Scheduler
from core.collect.verify import verify
from core.collect.workers import leave
from core.command_audit import audit
from core.command_line import CONFIG_FAULT, FINE, SOURCE_FAILED, exit_codes, with_config
from core.command_screen import screen
from core.command_user import user
from core.config import Config, load_config
from core.domain.audit import Action, Event
from core.domain.conflict import Verdict
from core.domain.period import Period, parse_period
from core.errors import ConfigError, DecisionRefusedError, NotFoundError
from core.log import set_up_logging
from core.opening import definitions, opened
from core.reports.observations import write_csv, write_json
from core.reports.whole_file import written
from core.store import queries
from core.store.audit_log import record_alone
from core.store.months import default_period
from core.store.settling import settle as settle_conflict

NOT_RECOMPUTED = 4
INTERRUPTED = 128  # plus the number of the signal, as shells do
# Seconds. A signal that comes just before a wait begins, or to another thread, does not end the wait.
LOOK = 0.5
SHOWN_REJECTIONS = 20  # of one source; --json has them all
SHOWN_DIFFERENCES = 100

Checked = TypeVar("Checked")


@click.group(epilog="Exit codes: 0 all fine, 1 a source failed, 2 config or catalogue at fault, 3 store at fault.")
def cli() -> None:
    """Collects the figures of the OPD, checks the configuration, hands figures out."""
    set_up_logging()


cli.add_command(audit)
cli.add_command(screen)
cli.add_command(user)


@cli.command()
@click.argument("source_ids", nargs=-1, metavar="[SOURCE]...")
@click.option("--dry-run", is_flag=True, help="Fetch, map and check, say what would be stored, and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array instead of lines.")
@with_config
@exit_codes
def collect(source_ids: tuple[str, ...], config_path: Path | None, *, dry_run: bool, as_json: bool) -> None:
    """Collect the named sources now, or all of them, and say what came in.

    Rejected rows are listed and are no failure; a source of which every row is rejected is one.

    \b
    Examples:
      python -m core collect
      python -m core collect sampah_dlh --dry-run
      python -m core collect --json > runs.json
    """  # noqa: D301 - \b keeps click from joining the lines
    with opened(config_path) as parts:
        sources = _chosen(parts.config, source_ids)
        runner = Runner(parts.config, parts.store, parts.catalogue)
        received = _stop_on_signal(runner.stopping)
        tell = (lambda line: click.echo(line, err=True)) if as_json else click.echo
        outcomes = run_all(sources, runner, trigger=Trigger.MANUAL, dry_run=dry_run, tell=tell)
    if as_json:
        click.echo(json.dumps([one.as_json() for one in outcomes], ensure_ascii=False, indent=1))
    else:
        _tell_rejections(outcomes)
    leave(INTERRUPTED + received[0] if received else _exit_code(outcomes))


@cli.command()
@with_config
@exit_codes
def schedule(config_path: Path | None) -> None:
    """Collect every source when it is due, until SIGTERM or Ctrl+C.

    Of several such processes (and the one that serves the pages) one keeps the schedule; another takes
    over when it ends. What was missed meanwhile is caught up once.

    \b
    Example: python -m core schedule
    """  # noqa: D301
    with opened(config_path) as parts:
        for source in (one for one in parts.config.sources.values() if not one.is_uploaded):
            due_at = next_due(source.schedule, now_utc()) if source.schedule else None
            click.echo(f"{source.id}: {source.schedule or 'by hand'}, next {due_at or '-'}")
        scheduler = Scheduler(parts.config, parts.store, parts.catalogue)
        stopping = threading.Event()
        _stop_on_signal(stopping)
        scheduler.start()
        click.echo("scheduling; stop with Ctrl+C or SIGTERM")
        while not stopping.wait(LOOK):
            pass
        scheduler.stop()
    leave(FINE)


@cli.command("check-config")
@with_config
def check_config(config_path: Path | None) -> None:
    """Check config.toml and the catalogue, and list every fault with its place.

    \b
    Example: python -m core check-config --config /etc/dasbor/config.toml
    """  # noqa: D301
    config, faults = _tried(lambda: load_config(config_path))
    demo = config is not None and config.demo.enabled
    catalogue, more = _tried(lambda: definitions(demo=demo))
    findings = check_sources(config, catalogue, os.environ, now=now_utc()) if config and catalogue else []
    findings += check_hosts(config, os.environ) if config else []
    lines = [*faults, *more, *map(str, findings)]
    for line in lines:
        click.echo(line)
    wrong = len(faults) + len(more) + sum(one.is_fault for one in findings)
    if wrong:
        click.echo(f"{wrong} fault(s); correct them and run it again", err=True)
        sys.exit(CONFIG_FAULT)
    assert config is not None
    assert catalogue is not None
    click.echo(f"fine: {len(config.sources)} source(s), {len(catalogue.indicators)} indicator(s) and variables")


@cli.command()
@click.argument("indicator")
@click.argument("area")
@click.argument("period")
@click.option("--source", required=True, help="Whose value is shown from now on; jumlah-wilayah is the sum of areas.")
@click.option("--reason", required=True, help="Why, for everybody to read; at least 10 characters.")
@click.option("--by", "decided_by", required=True, help="Who decides: name or office.")
@with_config
@exit_codes
def settle(indicator: str, area: str, period: str, *, config_path: Path | None, **verdict: str) -> None:
    """Decide which of the values that contradict one another is shown for one figure.

    \b
    Example:
      python -m core settle DM-02 64.01 2024 --source luas_big --reason "dasar Kepmendagri 2025" --by "Sekda"
    """  # noqa: D301
    with opened(config_path) as parts:
        model = queries.connect(parts.store, parts.catalogue, parts.config)
        viewer, key = operator("settle"), f"{indicator}_{area}_{period}"
        try:
            decision = settle_conflict(viewer, parts.store, model, key, Verdict(**verdict), now=now_utc())
        except (NotFoundError, DecisionRefusedError) as error:
            raise ConfigError(str(error)) from error
    values = ", ".join(f"{source} {value:g}" for source, value in decision.values.items())
    click.echo(f"settled: {decision.source} is shown ({values})")


@cli.command("verify")
@click.option("--period", "period_text", default="", help="A month, quarter or year; default: the newest whole month.")
@click.option("--all-runs", is_flag=True, help="Read the answers of every run again, not only of those that count.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@with_config
@exit_codes
def verify_shown(period_text: str, config_path: Path | None, *, all_runs: bool, as_json: bool) -> None:
    """Recompute every shown index from the kept raw answers, offline, and compare to the last digit.

    Ends with 1 when anything differs, with 4 when nothing differs but something cannot be recomputed.

    \b
    Examples:
      python -m core verify
      python -m core verify --period 2026-09 --json > verification.json
    """  # noqa: D301
    with opened(config_path, keep=False) as parts:
        report = verify(parts, _period(period_text), every_run=all_runs)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        for line in report.lines(SHOWN_DIFFERENCES):
            click.echo(line)
    leave(SOURCE_FAILED if report.differences else NOT_RECOMPUTED if report.unverified else FINE)


@cli.group()
def export() -> None:
    """Hand figures out."""


@export.command()
@click.option("--format", "form", type=click.Choice(["csv", "json"]), required=True, help="What to write.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: standard output.")
@with_config
@exit_codes
def observations(form: str, output: Path | None, config_path: Path | None) -> None:
    """Write every current observation with its source, period, place and raw answer; simulated ones say SIMULASI.

    \b
    Examples:
      python -m core export observations --format csv --output observations.csv
      python -m core export observations --format json | gzip > observations.json.gz
    """  # noqa: D301
    with opened(config_path) as parts, written(output) as out:
        queries.connect(parts.store, parts.catalogue, parts.config)
        viewer = operator("export")
        exported = Event(viewer.name, viewer.role, Action.EXPORT, "export observations", {"bentuk": form})
        record_alone(parts.store, exported, now=now_utc())
        rows = queries.all_observations(viewer)
        number = write_csv(rows, out) if form == "csv" else write_json(rows, out)
    click.echo(f"{number} observation(s) written", err=True)


def _period(text: str) -> Period:
    try:
        return parse_period(text) if text else default_period(today_in_city())
    except ValueError as error:
        raise ConfigError(f"--period {text!r}: expected a period like 2026-09, 2026-Q3 or 2026") from error


def _chosen(config: Config, source_ids: tuple[str, ...]) -> list[Source]:
    asked = {name: one for name, one in config.sources.items() if not one.is_uploaded}
    unknown = [one for one in source_ids if one not in asked]
    if unknown:
        known = ", ".join(asked) or "none"
        raise ConfigError(
            f"no source {', '.join(unknown)} in config.toml that is collected, or it is not enabled; known: {known}"
        )
    return [asked[one] for one in dict.fromkeys(source_ids)] or list(asked.values())


def _exit_code(outcomes: list[Outcome]) -> int:
    """Return the gravest fault: of the store, of the configuration, of a source."""
    return max((one.failure.fault.value if one.failure else SOURCE_FAILED for one in outcomes if one.is_bad), default=0)


def _tell_rejections(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        for one in map(rejection_json, outcome.rejections[:SHOWN_REJECTIONS]):
            click.echo(f"  {outcome.source_id} {one['place']}: {one['reason']}: {one['found']!r}. {one['mend']}")
        left = len(outcome.rejections) - SHOWN_REJECTIONS
        if left > 0:
            click.echo(f"  {outcome.source_id}: and {left} more; --json lists them all")


def _tried(load: Callable[[], Checked]) -> tuple[Checked | None, list[str]]:
    try:
        return load(), []
    except ConfigError as error:
        head, *faults = str(error).splitlines()
        return None, [f"fault: {fault.strip()}" for fault in faults] or [f"fault: {head}"]


def _stop_on_signal(stopping: threading.Event) -> list[int]:
    """Set the event on SIGTERM and SIGINT; return the list that will hold the signal."""
    received: list[int] = []

    def stop(number: int, _frame: object) -> None:
        received.append(number)
        stopping.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, stop)
    return received


if __name__ == "__main__":
    cli(prog_name="python -m core")
