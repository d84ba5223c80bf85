"""Reads config.toml once. An unknown key or an impossible value stops the start and names section, key and value."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from core.collect.contract import Column, Layout, Reading, Source
from core.config_access import Access
from core.domain.internal_hosts import InternalHosts, parse_internal_hosts
from core.errors import ConfigError
from core.secrets import is_secret_name, secret_of

ROOT = Path(__file__).resolve().parent.parent
DEMO_SOURCES = ROOT / "demo" / "sources.toml"


# What goes into a header must end no header: names and origins are checked by form.
_HOST_NAME = re.compile(r"[A-Za-z0-9.:-]+")
_ORIGIN = re.compile(r"'self'|https?://[A-Za-z0-9.*:\[\]-]+")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class City(_Section):
    """[city]: whose dashboard this is."""

    name: str = "Kabupaten Paser"
    code: str = "64.01"


class Server(_Section):
    """[server]: where the pages are served, to whom, and how much of a request is taken."""

    host: str = "127.0.0.1"
    port: int = Field(8050, ge=1, le=65535)
    threads: int = Field(8, ge=1, le=64)
    hosts: tuple[str, ...] = ()
    https: bool = False
    frame_ancestors: tuple[str, ...] = ()
    max_body: int = Field(256 * 1024, ge=4096)
    max_header: int = Field(16 * 1024, ge=2048, le=256 * 1024)
    connections: int = Field(400, ge=10, le=900)
    patience: int = Field(30, ge=1, le=600)

    @model_validator(mode="after")
    def _fits_headers(self) -> "Server":
        if wrong := [one for one in self.hosts if not _HOST_NAME.fullmatch(one)]:
            raise ValueError(f"hosts are names or numbers such as dasbor.go.id, without http:// and path: {wrong}")
        if wrong := [one for one in self.frame_ancestors if not _ORIGIN.fullmatch(one)]:
            raise ValueError(f"frame_ancestors are origins such as https://portal.example.go.id, without path: {wrong}")
        return self


class Store(_Section):
    """[store]: the database; "" means SQLite in DATA_DIR."""

    url: str = Field("", repr=False)


class Collect(_Section):
    """[collect]: manners and limits of every request."""

    files: str = ""
    user_agent: str = "DasborPaser/1.0"
    connect_timeout: float = Field(10, gt=0)
    read_timeout: float = Field(30, gt=0)
    deadline: float = Field(120, gt=0)
    max_bytes: int = Field(50 * 1024 * 1024, gt=0)
    attempts: int = Field(3, ge=1, le=5)
    pause: float = Field(2, gt=0)
    longest_pause: float = Field(60, gt=0, le=900)
    workers: int = Field(4, ge=1, le=16)
    lease: float = Field(60, ge=1, le=120)
    internal_hosts: tuple[str, ...] = ()

    @field_validator("internal_hosts")
    @classmethod
    def _known_hosts(cls, entries: tuple[str, ...]) -> tuple[str, ...]:
        parse_internal_hosts(entries)
        return entries

    @property
    def internal(self) -> InternalHosts:
        """Return the internal hosts that sources may stand at."""
        return parse_internal_hosts(self.internal_hosts)


class Upload(_Section):
    """[upload]: files that offices hand in."""

    forms: bool = True
    max_bytes: int = Field(8 * 1024 * 1024, ge=64 * 1024, le=50 * 1024 * 1024)


class IndexRule(_Section):
    """[index]: when an index is withheld."""

    floor: float = Field(0.7, ge=0, le=1)


class Map(_Section):
    """[map]: background of the interactive maps; "" needs no internet."""

    tiles: str = ""
    tiles_attribution: str = ""


class Slide(_Section):
    """[[wall.slides]]: a slide with the indicators of one theme."""

    title: str
    indicators: tuple[str, ...] = Field(max_length=6)


class Wall(_Section):
    """[wall]: the wall display. A slide holds at most six rows, more would be too small to read."""

    refresh: int = Field(60, ge=5)
    slides: tuple[Slide, ...] = ()


class Demo(_Section):
    """[demo]: simulated feeds for what no OPD has connected yet."""

    enabled: bool = False


class _ColumnSection(_Section):
    column: str = ""
    unit: str = ""
    where: dict[str, tuple[str, ...]] = {}
    reduce: Literal["", "sum", "mean", "count", "last", "max", "any"] = ""


class _SourceSection(BaseModel):
    """[sources.<id>]: keys that every connector shares; the rest are the connector's own options."""

    model_config = ConfigDict(extra="allow", frozen=True)

    title: str
    agency: str
    connector: str
    schedule: str
    attribution: str
    licence: str = ""
    secret: str = ""
    rank: int = 100
    enabled: bool = True
    simulated: bool = False
    layout: Layout = Layout.LONG
    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    indicators: dict[str, _ColumnSection] = {}
    numbers: Literal["id", "en"] = "id"
    first_year: int = 2000
    strict: bool = False
    regency_labels: tuple[str, ...] = ()
    skip_rows: tuple[str, ...] = ()
    layer: str = ""
    within: Literal["regency", "any"] = "regency"
    count_as: str = ""
    level: Literal["", "kabupaten", "kecamatan", "desa"] = ""
    frequency: Literal["", "harian", "mingguan", "bulanan", "triwulan", "semester", "tahunan"] = ""
    zero_words: tuple[str, ...] = ()


class _File(_Section):
    city: City = City()
    server: Server = Server()
    access: Access = Access()
    store: Store = Store()
    collect: Collect = Collect()
    upload: Upload = Upload()
    index: IndexRule = IndexRule()
    map: Map = Map()
    wall: Wall = Wall()
    demo: Demo = Demo()
    sources: dict[str, _SourceSection] = {}


class Config(_Section):
    """Everything config.toml and the environment say.

    Attributes:
        data_dir: Database, raw answers, files; DATA_DIR in the environment, default var/.
        sources: All sources that are to be collected, by id; the simulated ones only while [demo] is enabled.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    data_dir: Path
    city: City
    server: Server
    access: Access = Access()
    store: Store
    collect: Collect
    upload: Upload = Upload()
    index: IndexRule
    map: Map
    wall: Wall
    demo: Demo
    sources: dict[str, Source]

    @property
    def store_url(self) -> str:
        """Return the database's address as SQLAlchemy wants it."""
        return self.store.url or f"sqlite:///{self.data_dir / 'dashboard.sqlite3'}"

    @property
    def files_dir(self) -> Path:
        """Return the folder that `path` options are relative to."""
        return Path(self.collect.files) if self.collect.files else self.data_dir / "files"

    @model_validator(mode="after")
    def _loopback_demo(self) -> "Config":
        if self.demo.enabled and self.server.host not in {"127.0.0.1", "::1", "localhost"}:
            raise ValueError("[demo] enabled serves on loopback only: set [server] host to 127.0.0.1")
        return self


def load_config(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """Return the checked configuration.

    Args:
        path: The file; default CONFIG in the environment, else config.toml of this project.
        environ: The environment; default the process's.

    Raises:
        ConfigError: Naming file, section, key, value and what was expected.
    """
    environ = os.environ if environ is None else environ
    path = _path(path, environ)
    content = _read_toml(path)
    if content.get("demo", {}).get("enabled"):
        content["sources"] = {**_read_toml(DEMO_SOURCES).get("sources", {}), **content.get("sources", {})}
    if "PORT" in environ:
        content.setdefault("server", {})["port"] = environ["PORT"]
    if store_url := secret_of("STORE_URL", environ):
        content.setdefault("store", {})["url"] = store_url
    try:
        file = _File.model_validate(content)
        known = {name: getattr(file, name) for name in _File.model_fields if name != "sources"}
        sources = {name: _source(name, section) for name, section in file.sources.items() if section.enabled}
        data_dir = Path(environ.get("DATA_DIR", ROOT / "var")).resolve()
        return Config(data_dir=data_dir, sources=sources, **known)
    except ValidationError as error:
        raise ConfigError(_tell(path, error)) from None


def section_texts(path: Path | None = None, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what config.toml says, each section as one text, each source a section: for seeing what was changed.

    Raises:
        ConfigError: If the file cannot be read.
    """
    content = _read_toml(_path(path, os.environ if environ is None else environ))
    sources = {f"sources.{name}": section for name, section in content.pop("sources", {}).items()}
    return {name: json.dumps(section, sort_keys=True, default=str) for name, section in {**content, **sources}.items()}


def _path(path: Path | None, environ: Mapping[str, str]) -> Path:
    return path or Path(environ.get("CONFIG", ROOT / "config.toml"))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None


def _source(name: str, section: _SourceSection) -> Source:
    shared = section.model_dump(include=set(Source.__dataclass_fields__) - {"id", "options", "reading"})
    reading = section.model_dump(include=set(Reading.__dataclass_fields__) - {"indicators"})
    columns = {code: Column(**one.model_dump()) for code, one in section.indicators.items()}
    return Source(
        id=name,
        options=dict(section.__pydantic_extra__ or {}),
        reading=Reading(**reading, indicators=columns),
        **shared,
    )


def _tell(path: Path, error: ValidationError) -> str:
    lines = [f"{path}: {len(error.errors())} fault(s); correct them and start again"]
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"])
        shown = "" if where.startswith("store") or is_secret_name(where) else f", found {fault['input']!r}"
        lines.append(f"  [{where}]: {fault['msg']}{shown}")
    return "\n".join(lines)
