"""How tests/contract asks each connector: its samples folder says, in contract.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from misbehaving_server import Answer

import data_sources  # noqa: F401 - registers all connectors
from core.collect.connectors import connectors
from core.collect.contract import Layout, Limits, Reading, Source, Tools
from core.domain.internal_hosts import InternalHosts, parse_internal_hosts
from core.errors import SourceError

SAMPLES = Path(__file__).parent.parent / "samples"
SECRET = "kunci/rahasia+A1&b"
LOOPBACK = parse_internal_hosts(["127.0.0.1"])  # where the servers of the tests stand; the same door as an office's
LIMITS = Limits(connect_timeout=0.6, read_timeout=0.6, deadline=0.8, max_bytes=1_000_000, pages=20)


@dataclass
class Kept:
    """Stands where the raw store stands: remembers what was kept, and what was told about it."""

    contents: list[bytes] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def __call__(self, content: bytes, *, address: str, media_type: str) -> str:
        self.contents.append(content)
        self.addresses.append(address)
        return "sha256"


@dataclass
class Case:
    """One connector as its contract.toml describes it."""

    kind: str
    rows: int
    columns: list[str]
    options: dict
    answers: list[dict]
    layout: Layout = Layout.LONG
    reading: dict = field(default_factory=dict)

    @property
    def is_asking(self) -> bool:
        return bool(self.answers)

    def source(self, server: str, **options) -> Source:
        """Return the source, configured for a server."""
        chosen = {**_put(self.options, server), **options}
        reading = Reading(layout=self.layout, columns=self.reading)
        return Source(self.kind, "DLH", self.kind, options=chosen, secret="KUNCI_UJI", reading=reading)

    def serve(self, server) -> None:
        """Make a server answer as the samples do."""
        folder = SAMPLES / self.kind
        server.answers = [
            Answer(
                one["path"].replace("{secret}", quote(SECRET, safe="")),
                (folder / one["file"]).read_bytes(),
                one.get("type", "application/json"),
                one.get("query", {}),
            )
            for one in self.answers
        ]


def case_of(kind: str) -> Case:
    """Return the case of a connector."""
    said = tomllib.loads((SAMPLES / kind / "contract.toml").read_text(encoding="utf-8"))
    layout = Layout(said.get("layout", "long"))
    return Case(
        kind,
        said.get("rows", 0),
        said.get("columns", []),
        said.get("options", {}),
        said.get("answers", []),
        layout,
        said.get("reading", {}),
    )


def asking_kinds() -> list[str]:
    """Return the connectors that ask over HTTP."""
    return [
        kind for kind in sorted(connectors()) if (SAMPLES / kind / "contract.toml").exists() and case_of(kind).is_asking
    ]


def tools_of(
    kept: Kept, files: Path, *, limits: Limits = LIMITS, secret: str = SECRET, internal: InternalHosts = LOOPBACK
) -> Tools:
    """Return tools for one fetch."""
    session = requests.Session()
    session.headers["User-Agent"] = "DasborPaser/uji (+https://example.test)"
    return Tools(session, kept, files, secret, limits=limits, internal=internal)


def _put(value, server: str):
    if isinstance(value, dict):
        return {key: _put(one, server) for key, one in value.items()}
    return value.replace("{server}", server) if isinstance(value, str) else value


def ask(kind: str, options: dict, tmp_path: Path, *, kept: Kept | None = None, **tools):
    """Fetch with a connector and options of the test's own."""
    source = Source("uji", "DLH", kind, options=options, secret="KUNCI_UJI")
    return connectors()[kind].fetch(source, tools_of(kept or Kept(), tmp_path, **tools))


def refused(kind: str, options: dict, tmp_path: Path, **tools) -> SourceError:
    """Fetch and return how it was refused."""
    with pytest.raises(SourceError) as caught:
        ask(kind, options, tmp_path, **tools)
    return caught.value


def sample(name: str) -> bytes:
    """Return a sample's bytes."""
    return (SAMPLES / name).read_bytes()
