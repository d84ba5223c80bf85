"""Who asks in tests: a browser that stands on one of our own pages, or a program that says nothing of itself."""

from flask.testing import FlaskClient
from werkzeug.datastructures import Headers


class OurOwnPage(FlaskClient):
    """Flask's test client that says where it stands, as every browser does; nobody has logged in."""

    def open(self, *args, **how):
        """Ask; a request that names its origin itself says no more than that."""
        headers = Headers(how.pop("headers", None) or {})
        if "Origin" not in headers:
            headers.setdefault("Sec-Fetch-Site", "same-origin")
        return super().open(*args, headers=headers, **how)


def outsider(server):
    """Return a test client that says nothing but what it is told to."""
    return FlaskClient(server, server.response_class)


def entered(server, login="contoh-operator"):
    """Return a test client in which an example of the demonstration has logged in."""
    client = OurOwnPage(server, server.response_class)
    answer = client.post("/masuk/contoh", data={"akun": login})
    assert answer.status_code == 303, answer.status_code
    return client
