"""Who asks in tests: a browser that stands on one of our own pages, or a program that says nothing of itself."""

import time
from functools import cache

from flask.testing import FlaskClient
from html_tree import parse
from pyotp import TOTP
from werkzeug.datastructures import Headers

from core.access import operator
from core.access.passwords import hashed
from core.clock import now_utc
from core.domain.account import Account
from core.domain.viewer import Role
from core.store.accounts import NEW, keep_account

PASSWORD = "ikan patin di muara"


class OurOwnPage(FlaskClient):
    """Flask's test client that says where it stands, as every browser does; nobody has logged in."""

    def open(self, *args, **how):
        """Ask; a request that names its origin itself says no more than that."""
        headers = Headers(how.pop("headers", None) or {})
        if "Origin" not in headers:
            headers.setdefault("Sec-Fetch-Site", "same-origin")
        return super().open(*args, headers=headers, **how)


def outsider(server):
    """Return a test client that says nothing but what it is told to; a Cookie header is sent as it stands."""
    return FlaskClient(server, server.response_class, use_cookies=False)


def entered(server, login="contoh-operator"):
    """Return a test client in which an example of the demonstration has logged in."""
    client = OurOwnPage(server, server.response_class)
    answer = client.post("/masuk/contoh", data={"akun": login})
    assert answer.status_code == 303, answer.status_code
    return client


def registered(server, store, role=Role.OPERATOR, agency=""):
    """Return a test client in which somebody with an account has logged in: where there are no examples."""
    login = f"uji.{role.value}"
    made = Account(login, "Petugas Uji", role, agency, kept(), active=True, changed_at=now_utc(), changed_by="uji")
    keep_account(store, operator("uji"), made, what=NEW, now=now_utc())
    client = OurOwnPage(server, server.response_class)
    answer = client.post("/masuk", data={"nama": login, "sandi": PASSWORD})
    assert answer.status_code == 303, answer.status_code
    if answer.headers["Location"] == "/masuk/pasang":
        set_up(client, "/masuk/pasang")
    return client


def set_up(client, path, **more):
    """Set a second factor up on the page of a path, as a person with a phone does; return secret and recovery codes."""
    secret = parse(client.get(path).data).one("code").text().replace(" ", "")
    answer = client.post(path, data={"kode": TOTP(secret).at(time.time()), **more})
    assert answer.status_code == 200, answer.status_code
    return secret, [one.text() for one in parse(answer.data).all("code")]


@cache
def kept():
    """Return the hash of PASSWORD."""
    return hashed(PASSWORD)


def cookie_of(server, login="contoh-operator"):
    """Return the Cookie header with which a program is taken for an example who has logged in."""
    return f"sesi={entered(server, login).get_cookie('sesi').value}"
