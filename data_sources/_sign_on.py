"""Asks the government's sign-on with the guards of every other request: deadline, bytes, TLS, no redirect, no proxy."""

import io
from contextlib import closing

from requests import PreparedRequest, Response

from core.domain.internal_hosts import InternalHosts, parse_internal_hosts
from core.errors import SignOnError, SourceError
from data_sources._answers import decoded, told
from data_sources._decode import ACCEPTED
from data_sources._secrets import shown_address
from data_sources._transport import Deadline, GuardedAdapter

SECONDS, SILENCE = 10.0, 5.0  # for a whole answer; until it begins or goes on
MOST = 1024 * 1024  # bytes, as sent and decompressed
_WHO = "access.sso"
# config.toml names the provider, and it may well stand in the office's own network. Never a cloud's metadata service.
_OFFICE: InternalHosts = parse_internal_hosts(
    ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


def ask_provider(request: PreparedRequest) -> Response:
    """Return the whole answer to a request, whatever its status but a redirect.

    Raises:
        SignOnError: "jauh": no answer, too slow, too large, cut, redirected, certificate not trusted.
    """
    shown = shown_address(str(request.url))
    request.headers.update({"Accept-Encoding": ACCEPTED, "Connection": "close"})
    deadline = Deadline(SECONDS)
    try:
        return told(_WHO, shown, deadline, "", lambda: _whole(request, deadline, shown))
    except SourceError as error:
        what, _, _about_figures = str(error).partition(". ")
        raise SignOnError("jauh", what) from None


def _whole(request: PreparedRequest, deadline: Deadline, shown: str) -> Response:
    adapter = GuardedAdapter(deadline, internal=_OFFICE)
    with deadline.running(), closing(adapter), closing(adapter.ask(request, connect=SILENCE, read=SILENCE)) as answer:
        if 300 <= answer.status_code < 400:
            raise ValueError("a redirect, which is followed nowhere")
        sent, body = 0, bytearray()

        def count(size: int) -> None:
            nonlocal sent
            sent += size
            if sent > MOST:
                raise ValueError("too large")

        for piece in decoded(_WHO, answer, shown, count):
            body += piece
            if len(body) > MOST:
                raise ValueError("too large")
            if not deadline.left():
                raise TimeoutError
    answer.raw = io.BytesIO(bytes(body))  # read already and counted: whoever wants it takes it from here
    answer.headers.pop("Content-Encoding", None)
    return answer
