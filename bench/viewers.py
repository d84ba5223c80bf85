"""Many viewers at once: how many answers a second, against floors without Dash."""

import asyncio
import itertools
import time
import urllib.parse
from dataclasses import dataclass, field

import psutil

from bench.asking import PATH, page_callback, session
from bench.processes import Server
from bench.table import Row, against, at_most

VIEWERS = 50
MOST_MEMORY = 256  # MB
_NUMBER = "#" * 8  # where a call carries its number; as long as the number, so that the length stays
_CALLS = itertools.count()


@dataclass(slots=True)
class _Tally:
    answers: int = 0
    waits: list[float] = field(default_factory=list)


def viewers(ours: Server, stored: Server, bare: Server, rounds: int, seconds: float) -> list[Row]:
    """Return the rows of budget 5. Each viewer asks again as soon as it has its answer.

    Once all ask for the same page, which is then drawn once a minute (core.web.kept_answers); its floor hands out the
    same bytes, stored. Once every call is another one, so that each answer is drawn anew; its floor draws the same
    page by the same functions without Dash.
    """
    alike = page_callback(ours.url, "/", "")
    other = page_callback(ours.url, "/", f"?ke={_NUMBER}")
    rows = _rates(
        "all for the same; floor: the same bytes, stored", alike, ours, f"{stored.url}/stored", rounds, seconds
    )
    rows += _rates("each call drawn anew; floor: drawn without Dash", other, ours, f"{bare.url}/", rounds, seconds)
    memory = psutil.Process(ours.pid).memory_info().rss / 1e6
    return [*rows, at_most("memory of the process after that", [memory], "MB", MOST_MEMORY)]


def _rates(words: str, body: bytes, ours: Server, floor: str, rounds: int, seconds: float) -> list[Row]:
    rates: dict[str, list[float]] = {"ours": [], "floor": []}
    slowest: list[float] = []
    sides = {"ours": ours.url + PATH, "floor": floor}
    for number in range(rounds):
        for name in list(sides)[:: 1 if number % 2 else -1]:
            tally = asyncio.run(_round(sides[name], body, seconds))
            rates[name].append(tally.answers / seconds)
            if name == "ours":
                slowest.append(sorted(tally.waits)[int(0.95 * (len(tally.waits) - 1))] * 1000)
    what = f"callback rate of / at {VIEWERS} viewers, {words}"
    return [
        against(what, rates["ours"], rates["floor"], "/s", least=0.9),
        at_most("... p95 of an answer, nobody pausing", slowest, "ms", None),
    ]


async def _round(url: str, body: bytes, seconds: float) -> _Tally:
    place = urllib.parse.urlsplit(url)
    host, port = str(place.hostname), int(place.port or 80)
    head = (
        f"POST {place.path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"Sec-Fetch-Site: same-origin\r\nCookie: {session(url)}\r\n"
        f"Accept-Encoding: br\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    tally = _Tally()
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_viewer(host, port, head.encode() + body, end, tally) for _ in range(VIEWERS)))
    return tally


async def _viewer(host: str, port: int, request: bytes, end: float, tally: _Tally) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while (begin := time.perf_counter()) < end:
        writer.write(request.replace(_NUMBER.encode(), f"{next(_CALLS) % 10**8:08d}".encode()))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert b" 200 " in head[:16], head[:200]
        size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
        now = time.perf_counter()
        if now <= end:
            tally.answers += 1
        tally.waits.append(now - begin)
    writer.close()
