"""A sign-on on loopback that answers as it is told: real keys, real tokens, and whatever may be wrong with them."""

import contextlib
import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from misbehaving_server import Answer, Asked, Handler, MisbehavingServer

SECRET = "kunci klien untuk uji"
CLIENT = "dasbor"


class _Posting(Handler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.forms.append(dict(parse_qsl(body)))
        self.do_GET()


class Rogue(MisbehavingServer):
    """The provider; each attribute is what a test may set wrong before somebody comes back."""

    KEY = RSAKey.generate_key(2048, auto_kid=True)
    OTHER = RSAKey.generate_key(2048, {"kid": KEY.kid})

    def __init__(self):
        super().__init__()
        self.RequestHandlerClass = _Posting
        self.forms = []
        self.honest()

    def honest(self):
        """Be an honest provider again."""
        self.fault = None
        self.about, self.claims, self.userinfo = {}, {}, {}
        self.signs, self.algorithm, self.shown, self.kid = self.KEY, "RS256", [self.KEY], self.KEY.kid
        self.nonce, self.token, self.sent = "", {}, lambda token: token
        self.asked.clear()
        self.forms.clear()

    def section(self, **more):
        """Return [access.sso] of the dashboard."""
        roles = {"kepala": "operator", "petugas": "opd", "anggota": "dewan"}
        return {"issuer": self.url, "client_id": CLIENT, "secret": "SSO_UJI", "roles": roles, **more}

    def answer_to(self, asked: Asked) -> Answer:
        made = {
            "/.well-known/openid-configuration": self._about,
            "/keys": lambda: {"keys": [one.as_dict(private=False) for one in self.shown]},
            "/token": lambda: {
                "access_token": "tiket",
                "token_type": "Bearer",
                "id_token": self.id_token(),
                **self.token,
            },
            "/userinfo": lambda: {"sub": "s-1", **self.userinfo},
        }.get(asked.path)
        if made is None:
            return super().answer_to(asked)
        return Answer(asked.path, json.dumps({name: one for name, one in made().items() if one is not None}).encode())

    def _token(self):
        return {"access_token": "tiket", "token_type": "Bearer", "id_token": self.id_token(), **self.token}

    def _about(self):
        names = ("authorize", "token", "userinfo")
        places = {f"{'authorization' if one == 'authorize' else one}_endpoint": f"{self.url}/{one}" for one in names}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **places, **self.about}

    def id_token(self):
        """Return the token of the person who comes back, with whatever is wrong with it."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "s-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "preferred_username": "Siti",
            "name": "Siti Rahma",
            "groups": ["petugas", "DLH"],
            "amr": ["pwd"],
            **self.claims,
        }
        claims = {name: one for name, one in claims.items() if one is not None}
        header = {"alg": self.algorithm, "kid": self.kid}
        signed = jwt.encode(header, claims, self.signs, algorithms=["RS256", "none"])
        return self.sent(signed)

    def signed_by_its_public_key(self, token):
        """Return a token signed with our public key as if it were a shared secret (RFC 8725, 2.1)."""
        head = urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": self.kid}).encode()).rstrip(b"=").decode()
        signed = f"{head}.{token.split('.')[1]}"
        seal = hmac.digest(self.KEY.as_pem(private=False), signed.encode(), "sha256")
        return f"{signed}.{urlsafe_b64encode(seal).rstrip(b'=').decode()}"

    def comes_back(self, client, there="/opd", **query):
        """Let a client begin, and come back with the provider's answer; None leaves a word of it out."""
        begun = client.get("/masuk/sso", query_string={"lanjut": there})
        assert begun.status_code == 303, begun.text
        sent = {name: values[0] for name, values in parse_qs(urlsplit(begun.headers["Location"]).query).items()}
        self.nonce = sent["nonce"]
        answer = {"code": "kode", "state": sent["state"], **query}
        return client.get(
            "/masuk/sso/kembali",
            query_string={name: one for name, one in answer.items() if one is not None},
            headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        )


@contextlib.contextmanager
def rogue():
    """Run the provider until the block ends."""
    server = Rogue()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
