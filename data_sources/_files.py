"""Local files behind the option `path`: only from the files folder, or "published:name" from published/."""

import hashlib
import mimetypes
import os
import stat
from pathlib import Path

from core.collect.contract import Source, Tools
from core.errors import SourceChangedError, SourceRefusedError
from core.reasons import Reason

PUBLISHED = Path(__file__).resolve().parent.parent / "published"
PREFIX = "published:"


def find_path(source: Source, tools: Tools) -> Path:
    """Return the real path behind option `path`, which lies inside its folder and is an ordinary file.

    Raises:
        SourceRefusedError: If it does not exist, lies outside (also by a link), or is a pipe or a device.
    """
    name = str(source.options.get("path", ""))
    folder = PUBLISHED if name.startswith(PREFIX) else tools.files
    try:
        real = (folder / name.removeprefix(PREFIX)).resolve()
        inside = real.is_relative_to(folder.resolve())
        usable = inside and stat.S_ISREG(real.stat().st_mode)
    except (OSError, ValueError, RuntimeError):  # missing; a NUL in the name; links in a circle
        raise _refused(source, name, f"there is no file {name!r}") from None
    if not inside:
        raise _refused(source, name, f"path {name!r} lies outside its folder")
    if not usable:
        raise _refused(source, name, f"path {name!r} is no ordinary file")
    return real


def read_path(source: Source, tools: Tools) -> bytes:
    """Return the bytes of the file behind option `path`, kept like every raw answer.

    Raises:
        SourceRefusedError: See `find_path`.
        SourceChangedError: If it is larger than max_bytes or has another sha256 than agreed.
    """
    if tools.replay is not None:
        return tools.replay()
    path, name = find_path(source, tools), str(source.options["path"])
    limit = int(source.options.get("max_bytes", tools.limits.max_bytes))
    try:
        # Not to wait for a writer, should the file have become a pipe since it was looked at.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise _refused(source, name, f"{name!r} cannot be read ({error.strerror})") from None
    if len(content) > limit:
        raise SourceChangedError(
            source.id,
            f"{name!r} is larger than {limit} bytes. Nothing was stored. If that is its size, raise max_bytes",
            reason=Reason.FILE_TOO_LARGE,
            expected=f"{limit} byte",
        )
    tools.keep(content, address=name, media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream")
    check_sum(source, content, name)
    return content


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
