"""The floor: stored bytes from Flask under waitress with as many threads as the dashboard has, and nothing else.

    python -m bench.floor_server FOLDER PORT

GET answers the file of that name ("/" is index.html), POST /stored the file `stored`. Every file was compressed
when the folder was made, with the levels of core.web.compression, so that both sides send the same bytes.
"""

import mimetypes
import sys
from pathlib import Path

from flask import Flask, Response, abort
from waitress.server import create_server

from core.config import load_config


def application(folder: Path) -> Flask:
    """Return the application over all files below a folder, read once."""
    server = Flask(__name__)
    kept = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    @server.get("/")
    @server.get("/<path:name>")
    def stored_file(name: str = "index.html") -> Response:
        return _answer(name)

    @server.post("/stored")
    def stored_answer() -> Response:
        return _answer("stored")

    def _answer(name: str) -> Response:
        body = kept.get(f"{name}.br")
        if body is None:
            abort(404)
        media_type = mimetypes.guess_type(name)[0] or "application/json"
        answer = Response(body, mimetype=media_type, headers={"Content-Encoding": "br"})
        answer.headers["Cache-Control"] = "no-cache" if media_type == "text/html" else "public, max-age=31536000"
        return answer

    return server


def main() -> None:
    """Serve until the process is told to stop."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    threads = load_config().server.threads
    create_server(application(folder), host="127.0.0.1", port=port, threads=threads).run()


if __name__ == "__main__":
    main()
