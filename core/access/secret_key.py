"""The key that signs sessions: SECRET_KEY (or SECRET_KEY_FILE), else a file that only the process may read."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from core.errors import ConfigError
from core.secrets import secret_of

NAME, FILE = "SECRET_KEY", "secret-key"
_SHORTEST = 32  # characters


def secret_key(data_dir: Path, environ: Mapping[str, str]) -> str:
    """Return the key; one is made and kept in DATA_DIR where there is none. Whoever replaces it ends all sessions.

    Raises:
        ConfigError: If it is too short, or can be read by others, or cannot be kept.
    """
    given = secret_of(NAME, environ)
    if given:
        return _long_enough(given, f"{NAME} in the environment")
    path = data_dir / FILE
    try:
        _make(path)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise ConfigError(f"{FILE} in DATA_DIR can be read by others; chmod 600 it")
        return _long_enough(path.read_text(encoding="ascii").strip(), f"{FILE} in DATA_DIR")
    except OSError as error:
        raise ConfigError(f"{FILE} in DATA_DIR: {error.strerror}") from error


def _make(path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{FILE}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(_SHORTEST))
    try:
        os.link(fresh, path)  # of several processes that start at once, one makes the key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _long_enough(key: str, where: str) -> str:
    if len(key) < _SHORTEST:
        raise ConfigError(f"{where}: {len(key)} characters, at least {_SHORTEST} are needed")
    return key
