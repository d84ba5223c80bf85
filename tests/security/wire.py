"""Somebody's browser over the socket, before the server that app.py starts."""

import requests
from asking import PASSWORD

from core.web.uploads import CHECK

FORM = "formulir_dlh"


class Browser:
    """Somebody's browser, over the socket."""

    def __init__(self, port, name=""):
        self.at = f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        self.session.headers["Sec-Fetch-Site"] = "same-origin"
        if name:
            answer = self.post("/masuk", data={"nama": name, "sandi": PASSWORD, "lanjut": "/"})
            assert answer.status_code == 303

    def post(self, path, **words):
        return self.session.post(self.at + path, allow_redirects=False, timeout=60, **words)

    def get(self, path):
        return self.session.get(self.at + path, allow_redirects=False, timeout=60)

    def hand_in(self, content, name="isian.xlsx", source=FORM):
        return self.post(CHECK, data={"sumber": source}, files={"berkas": (name, content)})
