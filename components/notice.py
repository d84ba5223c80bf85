"""What stands where nothing can be shown: a sentence and the way back. Says nothing about the inside."""

from dash import html
from dash.development.base_component import Component

from components.block import block
from components.shell import page

_WORDS: dict[int, tuple[str, str]] = {
    400: ("Permintaan tidak dapat dibaca", "Muat ulang halaman ini, atau mulai dari Ringkasan."),
    403: ("Permintaan ditolak", "Perintah ini hanya diterima dari halaman dasbor ini sendiri."),
    404: ("Halaman ini tidak ada", "Periksa alamatnya, atau mulai dari Ringkasan."),
    500: ("Halaman ini sedang bermasalah", "Masalahnya sudah dicatat. Coba lagi sebentar, atau mulai dari Ringkasan."),
}


def notice_page(status: int) -> Component:
    """Return the page of an HTTP status; one without words of its own says what its hundred says."""
    title, sentence = _WORDS.get(status) or _WORDS[400 if status < 500 else 500]
    back = html.A("Ke Ringkasan", href="/", className="button")
    content = block(html.Section([html.H1(title), html.P(sentence), back]), class_name="block stack")
    return page("/404", content, title=title)
