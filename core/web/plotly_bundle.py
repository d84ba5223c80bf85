"""Plotly's small bundle in the place of the full one: 1.2 instead of 4.8 MB, where the set-up could fetch it."""

from pathlib import Path

from flask import Flask, Response, request, send_file

FULL = "/_dash-component-suites/plotly/package_data/plotly.min.js"  # where dcc.Graph asks, when a page needs it


def serve_small_plotly(server: Flask, small: Path) -> None:
    """Answer Dash's request for Plotly with the small bundle; without one Dash serves its own.

    Args:
        server: The Flask server of Dash.
        small: plotly-basic.min.js of the same version; it draws lines and bars, which is all we use.
    """
    if not small.is_file():
        return

    @server.before_request
    def _small() -> Response | None:
        if request.path != FULL:
            return None
        return send_file(small, mimetype="text/javascript", conditional=True)
