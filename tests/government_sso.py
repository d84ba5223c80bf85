"""A real sign-on on loopback: Canaille, an OpenID Connect provider, in a process of its own."""

import contextlib
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from demonstration import free_port
from government_server import PASSWORD

SERVER = Path(__file__).with_name("government_server.py")


@dataclass
class Government:
    """The running provider, and what it gave our dashboard."""

    url: str
    client_id: str = ""
    secret: str = field(default="", repr=False)

    def register(self, home):
        """Enter a dashboard by its address, as its operator asks the office of the sign-on to."""
        wanted = {
            "client_name": "Dasbor Paser",
            "client_uri": home,
            "redirect_uris": [f"{home}/masuk/sso/kembali"],
            "post_logout_redirect_uris": [f"{home}/masuk"],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "scope": "openid profile groups",
            "token_endpoint_auth_method": "client_secret_basic",
        }
        answer = requests.post(f"{self.url}/oauth/register", json=wanted, timeout=10)
        assert answer.status_code == 201, answer.text
        self.client_id, self.secret = answer.json()["client_id"], answer.json()["client_secret"]
        return self

    def section(self, **more):
        """Return [access.sso] of the dashboard."""
        return {
            "issuer": self.url,
            "client_id": self.client_id,
            "secret": "SSO_UJI",
            "scopes": ("openid", "profile", "groups"),
            "login_claim": "sub",
            "roles": {
                "dasbor-operator": "operator",
                "dasbor-opd": "opd",
                "dasbor-auditor": "auditor",
                "dasbor-dewan": "dewan",
            },
            **more,
        }

    def passed(self, address, login):
        """Log in there as a person with a browser, agree, and return the address that it leads back to."""
        with requests.Session() as browser:
            page = browser.get(address, timeout=10)
            for _ in range(6):
                if page.status_code in (302, 303) or not page.url.startswith(self.url):
                    break
                page = self._filled(browser, page, login)
            return page.headers["Location"]

    def _filled(self, browser, page, login):
        typed = {"login": login, "password": PASSWORD}
        form = {name: typed[name] for name in re.findall(r'name="(login|password)"', page.text)}
        if 'value="accept"' in page.text:
            form["answer"] = "accept"
        assert form, page.text[:3000]
        answer = browser.post(page.url, data=form, timeout=10, allow_redirects=False)
        while answer.is_redirect and (place := requests.compat.urljoin(answer.url, answer.headers["Location"])):
            if not place.startswith(self.url):
                return answer
            answer = browser.get(place, timeout=10, allow_redirects=False)
        return answer


@contextlib.contextmanager
def governing(port):
    """Run the provider until the block ends."""
    process = subprocess.Popen([sys.executable, SERVER, str(port)], stdin=subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(requests.ConnectionError):
                requests.get(f"{url}/.well-known/openid-configuration", timeout=5)
                break
            assert process.poll() is None
            time.sleep(0.1)
        yield Government(url)
    finally:
        process.stdin.close()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def government():
    """Return a sign-on that runs as long as the tests."""
    with governing(free_port()) as running:
        yield running
