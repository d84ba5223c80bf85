"""What an office does from /unggah: hands a file in, sends it, throws it away, fetches it back."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request

from core.collect.contract import Handed
from core.domain.uploads import HandedOut
from core.errors import DecisionRefusedError

HERE = "/unggah"
CHECK = f"{HERE}/periksa"
_LONGEST = 64  # characters of a source's id
_MOST_NUMBER = 10**15


class Handouts(Protocol):
    """What whoever asks gets back; core.collect.handouts says what is refused."""

    def form(self, source_id: str) -> HandedOut:
        """Return a form to be filled in."""

    def original(self, number: int) -> HandedOut:
        """Return a file as it was handed in."""

    def annotated(self, number: int) -> HandedOut:
        """Return a file with what was refused noted in its cells."""


class Intake(Protocol):
    """Where whoever asks hands files in; core.collect.intake says what is refused."""

    def check(self, source_id: str, handed: Handed) -> int:
        """Check a file and keep it as a draft; return its number."""

    def send(self, number: int) -> None:
        """Have a draft recorded."""

    def discard(self, number: int) -> None:
        """Throw a draft away."""


def handing_in(intake: Callable[[], Intake], handouts: Callable[[], Handouts], *, most: int) -> Blueprint:
    """Return the routes; what cannot be done leads back to the page and says why.

    Args:
        intake: Where whoever asks hands files in.
        handouts: Where whoever asks gets them back.
        most: Bytes of a file.
    """
    routes = Blueprint("handing_in", __name__, url_prefix=HERE)

    @routes.post("/periksa")
    def check() -> Response:
        office = intake()  # whoever hands in nothing is told before the file is read
        source_id = request.form.get("sumber", "")[:_LONGEST]
        try:
            number = office.check(source_id, _file(most))
        except DecisionRefusedError as error:
            return _there(sumber=source_id, galat=error.code)
        return _there(nomor=str(number))

    @routes.post("/<int:number>/kirim")
    def send(number: int) -> Response:
        return _done(number, "kirim", lambda: intake().send(_known(number)))

    @routes.post("/<int:number>/buang")
    def discard(number: int) -> Response:
        return _done(number, "buang", lambda: intake().discard(_known(number)))

    _hand_out(routes, handouts)
    return routes


def _hand_out(routes: Blueprint, handouts: Callable[[], Handouts]) -> None:
    @routes.get("/<source_id>/formulir.xlsx")
    def form(source_id: str) -> Response:
        return _saved(handouts().form(source_id))

    @routes.get("/<int:number>/berkas")
    def original(number: int) -> Response:
        return _saved(handouts().original(_known(number)))

    @routes.get("/<int:number>/catatan.xlsx")
    def annotated(number: int) -> Response:
        return _saved(handouts().annotated(_known(number)))


def _known(number: int) -> int:
    if number > _MOST_NUMBER:
        abort(404)
    return number


def _saved(file: HandedOut) -> Response:
    """Return a file that no browser shows: what an office handed in may be anything."""
    answer = Response(file.content, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _file(most: int) -> Handed:
    """Return the file of the form; its kind is what its bytes say, whatever the browser calls it."""
    given = request.files.get("berkas")
    if given is None:
        return Handed(b"", "")
    content = given.stream.read(most + 1)
    if len(content) > most:
        raise DecisionRefusedError("besar", f"a file of more than {most} bytes")
    return Handed(content, given.filename or "")


def _done(number: int, what: str, do: Callable[[], None]) -> Response:
    try:
        do()
    except DecisionRefusedError as error:
        return _there(nomor=str(number), galat=error.code)
    return _there(nomor=str(number), kabar=what)


def _there(**words: str) -> Response:
    return redirect(f"{HERE}?{urlencode(words)}", code=303)  # type: ignore[return-value]
