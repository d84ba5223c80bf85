"""Judges one answer: what its status means, whether it is whole, whether it is data at all."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import TypeVar

import requests
import urllib3

from core.clock import now_utc
from core.errors import SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources._decode import CorruptBodyError, UnknownEncodingError, decoder_for
from data_sources._guard import PUBLIC, ForbiddenAddressError
from data_sources._secrets import hide, snippet
from data_sources._transport import Deadline

PIECE = 64 * 1024
KEEPS = "Nothing was stored, the last good figures stay on screen"
REFUSALS = {401: Reason.SOURCE_FORBIDDEN, 403: Reason.SOURCE_FORBIDDEN, 407: Reason.SOURCE_FORBIDDEN}
REFUSALS |= {404: Reason.SOURCE_MOVED, 410: Reason.SOURCE_MOVED}
# 4xx that say "later", not "no": request time-out, too early, too many requests.
LATER = {408: Reason.SOURCE_TIMEOUT, 425: Reason.SOURCE_DOWN, 429: Reason.SOURCE_THROTTLED}
PAGE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b", re.I | re.S)


Answer = TypeVar("Answer")


def told(source_id: str, shown: str, deadline: Deadline, secret: str, ask: Callable[[], Answer]) -> Answer:
    """Return what `ask` returns; whatever the network raises becomes one of our errors.

    Neither message nor cause nor context of it carries an address with a key: the libraries put it in theirs.
    """
    fault: SourceError
    try:
        return ask()
    except SourceError as error:
        fault = error
        # What a connection says after it was cut at the deadline is not what ended it.
        if not deadline.left() and error.reason in {Reason.TRUNCATED, Reason.SOURCE_DOWN}:
            fault = _timed_out(source_id, shown, deadline)
    except ForbiddenAddressError as forbidden:
        fault = SourceRefusedError(
            source_id,
            forbidden.told(shown),
            reason=Reason.ADDRESS_INTERNAL,
            found=forbidden.found,
            expected=PUBLIC,
        )
    except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
        fault = _network_fault(source_id, shown, deadline, error, secret)
    fault.__context__ = fault.__cause__ = None
    raise fault


def _network_fault(source_id: str, shown: str, deadline: Deadline, error: Exception, secret: str) -> SourceError:
    text = hide(str(error), secret)
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)) or not deadline.left():
        return _timed_out(source_id, shown, deadline)
    if isinstance(error, requests.exceptions.SSLError) or "CERTIFICATE_VERIFY" in text:
        why = re.search(r"verify failed: ([^(]*)", text)
        return SourceRefusedError(
            source_id,
            f"the certificate of {shown} is not trusted ({why.group(1).strip() if why else 'TLS fault'}). {KEEPS}. If "
            f"its chain is incomplete, name the missing certificates by ca_file in [sources.{source_id}]",
            reason=Reason.TLS_UNTRUSTED,
        )
    if "IncompleteRead" in text or "InvalidChunkLength" in text or "Response ended prematurely" in text:
        return _cut(source_id, shown, "the connection ended in the middle of the body")
    return SourceDownError(source_id, f"{shown} does not answer ({_cause(error)}). {KEEPS}", reason=Reason.SOURCE_DOWN)


def _cause(error: Exception) -> str:
    """Name a fault by its class alone, since its text may hold the whole address."""
    deepest: BaseException = error
    for _ in range(6):
        below = deepest.__cause__ or deepest.__context__
        if below is None:
            break
        deepest = below
    reason = getattr(deepest, "strerror", None)
    return str(reason or type(deepest).__name__)


def _timed_out(source_id: str, shown: str, deadline: Deadline) -> SourceDownError:
    return SourceDownError(
        source_id,
        f"{shown} was too slow: no whole answer in time (at most {deadline.seconds:g} s for all). {KEEPS}",
        reason=Reason.SOURCE_TIMEOUT,
        expected=f"{deadline.seconds:g} detik",
    )


def _cut(source_id: str, shown: str, why: str) -> SourceDownError:
    return SourceDownError(source_id, f"{shown} sent a cut answer: {why}. {KEEPS}", reason=Reason.TRUNCATED)


def check_status(source_id: str, response: requests.Response, shown: str, secret: str) -> None:
    """Let an answer with data pass; raise for every other status."""
    status = response.status_code
    if status in {200, 203}:
        return
    said = _said(response, secret) if status >= 400 else ""
    message = f"{shown} answered {status}{f' ({said})' if said else ''}. {KEEPS}"
    found = f"HTTP {status}{f': {said}' if said else ''}"
    if status in REFUSALS or (400 <= status < 500 and status not in LATER):
        raise SourceRefusedError(source_id, message, reason=REFUSALS.get(status, Reason.SOURCE_ERROR), found=found)
    reason = LATER.get(status, Reason.SOURCE_DOWN if status >= 500 else Reason.SOURCE_ERROR)
    if status == 206:
        reason = Reason.TRUNCATED  # a part, though the whole was asked for
    wait = _retry_after(response.headers.get("retry-after", ""))
    raise SourceDownError(source_id, message, reason=reason, found=found, retry_after=wait)


def _said(response: requests.Response, secret: str) -> str:
    """Return what the body of a refusal says, if it says it in its first bytes."""
    with suppress(requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError):
        piece = response.raw.read(4096, decode_content=False)
        decoder = decoder_for(response.headers.get("content-encoding", ""))
        return snippet(next(iter(decoder.feed(piece)), b""), secret)
    return ""


def _retry_after(header: str) -> float | None:
    """Return seconds from now: the header carries seconds or a date."""
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:12])
    try:
        at = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if at.tzinfo is None:
        return None
    return max(0.0, (at - now_utc()).total_seconds())


def decoded(
    source_id: str, response: requests.Response, shown: str, count_sent: Callable[[int], None]
) -> Iterator[bytes]:
    """Yield the body piece by piece and demand its end: all announced bytes, the end of the compression.

    Args:
        source_id: Whose.
        response: Its body has not been read.
        shown: The address, for messages.
        count_sent: Told the size of each piece as it was sent; raises when it is too much.
    """
    encoding = response.headers.get("content-encoding", "")
    try:
        decoder = decoder_for(encoding)
        read = 0
        for piece in response.raw.stream(PIECE, decode_content=False):
            read += len(piece)
            count_sent(len(piece))
            yield from decoder.feed(piece)
    except UnknownEncodingError:
        raise SourceDownError(
            source_id,
            f"{shown} encoded its answer in a way that was not asked for ({encoding[:40]!r}). {KEEPS}",
            reason=Reason.FORMAT_MISMATCH,
            found=encoding[:40],
        ) from None
    except CorruptBodyError:
        raise SourceDownError(
            source_id, f"{shown} sent a broken {encoding[:10]} body. {KEEPS}", reason=Reason.CORRUPT
        ) from None
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) != read:
        raise _cut(source_id, shown, f"{read} of {announced} bytes came")
    if not decoder.is_whole():
        raise _cut(source_id, shown, f"the {encoding[:10]} stream has no end")


def check_content(source_id: str, content: bytes, media_type: str, shown: str, secret: str, *, html: bool) -> None:
    """Refuse an empty answer, and a page for people where data were asked for.

    Raises:
        SourceDownError: Both pass as a rule: a login, a maintenance page, a portal that starts up.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceDownError(source_id, f"{shown} sent nothing with status 200. {KEEPS}", reason=Reason.FILE_EMPTY)
    is_page = PAGE.match(content[:4096]) or ("html" in media_type and content.lstrip()[:1] == b"<")
    if is_page and not html:
        said = snippet(content, secret)
        raise SourceDownError(
            source_id,
            f"{shown} sent a page for people instead of data ({said!r}): a login or maintenance page? {KEEPS}",
            reason=Reason.FORMAT_MISMATCH,
            found=f"halaman web: {said}",
            expected="data",
        )
