"""Local files behind the option `path`: from the files folder, "published:name" from published/, or handed in."""

import hashlib
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.collect.contract import Source, Tools
from core.errors import SourceChangedError, SourceRefusedError
from core.reasons import Reason
from data_sources._confined import NotOrdinaryError, OpenFile, OutsideError, opened_inside

PUBLISHED = Path(__file__).resolve().parent.parent / "published"
PREFIX = "published:"


@contextmanager
def opened_path(source: Source, tools: Tools) -> Iterator[OpenFile]:
    """Open the file behind option `path`, which lies inside its folder and is an ordinary file.

    Raises:
        SourceRefusedError: If it does not exist, lies outside (also by a link), or is a pipe or a device.
    """
    name = str(source.options.get("path", ""))
    folder = PUBLISHED if name.startswith(PREFIX) else tools.files
    inside = opened_inside(folder, name.removeprefix(PREFIX))
    try:
        file = inside.__enter__()
    except OutsideError:
        raise _refused(source, name, f"path {name!r} lies outside its folder") from None
    except NotOrdinaryError:
        raise _refused(source, name, f"path {name!r} is no ordinary file") from None
    except PermissionError as error:
        raise _refused(source, name, f"{name!r} cannot be read ({error.strerror})") from None
    except OSError:
        raise _refused(source, name, f"there is no file {name!r}") from None
    try:
        yield file
    finally:
        inside.__exit__(None, None, None)


def read_path(source: Source, tools: Tools) -> bytes:
    """Return the bytes of the file behind option `path`, kept like every raw answer.

    Raises:
        SourceRefusedError: See `opened_path`.
        SourceChangedError: If it is larger than max_bytes or has another sha256 than agreed.
    """
    if tools.replay is not None:
        return tools.replay()
    if source.is_uploaded:
        return _handed(source, tools)
    name = str(source.options.get("path", ""))
    limit = int(source.options.get("max_bytes", tools.limits.max_bytes))
    with opened_path(source, tools) as file:
        try:
            content = file.read(limit + 1)
        except OSError as error:
            raise _refused(source, name, f"{name!r} cannot be read ({error.strerror})") from None
        media_type = mimetypes.guess_type(file.path.name)[0] or "application/octet-stream"
    if len(content) > limit:
        raise SourceChangedError(
            source.id,
            f"{name!r} is larger than {limit} bytes. Nothing was stored. If that is its size, raise max_bytes",
            reason=Reason.FILE_TOO_LARGE,
            expected=f"{limit} byte",
        )
    tools.keep(content, address=name, media_type=media_type)
    check_sum(source, content, name)
    return content


def _handed(source: Source, tools: Tools) -> bytes:
    """Return the file that an office handed in; whoever took it has looked at its size."""
    if tools.handed is None:
        raise SourceRefusedError(
            source.id,
            "its office hands its file in at /unggah; there is none to be collected",
            reason=Reason.FILE_MISSING,
            found=source.title,
        )
    name = tools.handed.name
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    tools.keep(tools.handed.content, address=name, media_type=media_type)
    return tools.handed.content


def check_sum(source: Source, content: bytes, shown: str) -> None:
    """Refuse content that is not the one whose sha256 stands in the options, if one stands there.

    Raises:
        SourceChangedError: Naming both sums.
    """
    wanted = str(source.options.get("sha256", "")).lower()
    found = hashlib.sha256(content).hexdigest()
    if wanted and wanted != found:
        raise SourceChangedError(
            source.id,
            f"{shown} is not the file that was agreed: sha256 {found}, expected {wanted}. Nothing was stored. "
            f"If the new file is right, put its sha256 into [sources.{source.id}]",
            reason=Reason.CHECKSUM_MISMATCH,
            found=found,
            expected=wanted,
        )


def _refused(source: Source, name: str, why: str) -> SourceRefusedError:
    return SourceRefusedError(
        source.id,
        f"{why}. Nothing was stored. Put the file into the folder of [collect] files, or correct path in "
        f"[sources.{source.id}]",
        reason=Reason.FILE_MISSING,
        found=name,
    )
