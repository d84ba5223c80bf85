"""Undoes a Content-Encoding piece by piece, so that neither a bomb nor a cut body passes for an answer.

urllib3 would decode by itself, but it takes a gzip body that ends too early for a whole one.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

ACCEPTED = "gzip, deflate, br"
STEP = 256 * 1024  # bytes handed out at a time; bounds memory whatever the ratio of the compression is


class UnknownEncodingError(ValueError):
    """The answer is encoded in a way that was not offered."""


class CorruptBodyError(ValueError):
    """The compressed bytes cannot be undone."""


class Decoder(Protocol):
    """Turns pieces of the body as sent into pieces of at most STEP bytes as meant."""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Return what a piece decodes to."""

    def is_whole(self) -> bool:
        """Tell whether the end of the compressed stream has been seen."""


class _Identity:
    def feed(self, piece: bytes) -> Iterator[bytes]:
        yield piece

    def is_whole(self) -> bool:
        return True


class _Zlib:
    """gzip (also of several members) and deflate (with or without its zlib header)."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inflater = zlib.decompressobj(wbits)
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        pending = piece
        while pending:
            if self._inflater.eof:  # a further gzip member follows the one that ended
                self._inflater = zlib.decompressobj(self._wbits)
            decoded = self._inflate(pending)
            self._begun = True
            yield decoded
            pending = self._inflater.unconsumed_tail or self._inflater.unused_data
            # All input may be taken in while a full piece was handed out: the rest of it waits inside.
            while len(decoded) == STEP and not pending and not self._inflater.eof:
                decoded = self._inflate(b"")
                yield decoded
                pending = self._inflater.unused_data

    def is_whole(self) -> bool:
        return self._inflater.eof

    def _inflate(self, pending: bytes) -> bytes:
        try:
            return self._inflater.decompress(pending, STEP)
        except zlib.error:
            if self._begun or self._wbits != zlib.MAX_WBITS:
                raise CorruptBodyError from None
        # Some servers send "deflate" without the header that RFC 9110 asks for.
        self._wbits = -zlib.MAX_WBITS
        self._inflater = zlib.decompressobj(self._wbits)
        return self._inflate(pending)


class _Brotli:
    def __init__(self) -> None:
        self._brotli = brotli.Decompressor()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        try:
            decoded = self._brotli.process(piece, output_buffer_limit=STEP)
            # What did not fit into the buffer waits inside, also when it says that it takes more input.
            while decoded:
                yield decoded
                decoded = b"" if self._brotli.is_finished() else self._brotli.process(b"", output_buffer_limit=STEP)
        except brotli.error:
            raise CorruptBodyError from None

    def is_whole(self) -> bool:
        return bool(self._brotli.is_finished())


def decoder_for(encoding: str) -> Decoder:
    """Return a fresh decoder for a Content-Encoding header.

    Raises:
        UnknownEncodingError: If the encoding is none of ACCEPTED; several at once are none of them either.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _Identity()
    if name in {"gzip", "x-gzip"}:
        return _Zlib(16 + zlib.MAX_WBITS)
    if name == "deflate":
        return _Zlib(zlib.MAX_WBITS)
    if name == "br":
        return _Brotli()
    raise UnknownEncodingError(name)
