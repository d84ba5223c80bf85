"""Asks the government's sign-on by OpenID Connect: authorization code with PKCE, tokens checked, keys kept an hour.

Source: OpenID Connect Core 1.0, 3.1 and 5.3; Discovery 1.0, 4; RFC 7636 (PKCE); RFC 9207 (who answered);
RFC 9700 (what to guard against).
"""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from core.clock import now_utc
from core.domain.claims import ClaimRules, claim
from core.errors import SignOnError
from core.sso.contract import Begun
from core.sso.section import Sso, is_safe_address

Ask = Callable[[requests.PreparedRequest], requests.Response]
# Signatures by a key that the provider alone has. "none" and HS256, whose key would be a public one, are none of them.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
KEPT = 3600.0  # seconds for what the provider says of itself, and for its keys
AGAIN = 60.0  # seconds before an unknown key makes us ask for the keys again
LEEWAY = 60  # seconds that two clocks may differ
AT_ONCE, PATIENCE = 3, 1.0  # requests to the provider, seconds until one more is turned away: pages need threads too
_DISCOVERY = "/.well-known/openid-configuration"
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_GAVE_UP = frozenset({"access_denied", "login_required", "consent_required", "interaction_required"})
_OTHERS = ("userinfo_endpoint", "end_session_endpoint")

log = logging.getLogger(__name__)


class Provider:
    """The sign-on that [access.sso] names; safe for any number of threads."""

    def __init__(self, section: Sso, secret: Callable[[], str], ask: Ask) -> None:
        self._rules = section.rules
        self._section = section
        self._secret = secret
        self._send = ask
        self._slots = BoundedSemaphore(AT_ONCE)
        self._about: tuple[float, dict[str, Any]] = (0.0, {})
        self._keys: tuple[float, KeySet | None] = (0.0, None)

    @property
    def rules(self) -> ClaimRules:
        """Return what its words mean here."""
        return self._rules

    def begin(self, back: str) -> tuple[str, Begun]:
        """Return the provider's address to lead somebody to, and what to remember.

        Args:
            back: Our address that the provider leads back to.

        Raises:
            SignOnError: "jauh": the provider cannot be asked; "sibuk": too many ask it at once.
        """
        begun = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
        with self._session(back) as session:
            address, _ = session.create_authorization_url(
                self.about()["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return str(address), begun

    def finish(self, begun: Begun, answer: Mapping[str, str], back: str) -> dict[str, Any]:
        """Return what the provider says of who comes back.

        Args:
            begun: As `begin` gave it.
            answer: The query with which they come.
            back: As for `begin`.

        Raises:
            SignOnError: "keadaan": not the answer to what was begun, or too late; "batal": the person gave up there;
                "gagal": the provider refuses us; "palsu": a token that is not what it should be; others as `begin`.
        """
        self._check_answer(begun, answer)
        token = self._token(begun, answer.get("code", ""), back)
        claims = self._claims(token, begun)
        rules = self._rules
        missing = [one for one in (rules.login, rules.person, rules.role) if claim(claims, one) is None]
        return {**self._more(token, claims), **claims} if missing else claims

    def way_out(self, back: str) -> str:
        """Return where the session at the provider can be ended; "" where it announces no such place.

        Raises:
            SignOnError: As for `begin`.
        """
        place = self.about().get("end_session_endpoint", "")
        words = {"client_id": self._section.client_id, "post_logout_redirect_uri": back}
        return f"{place}{'&' if '?' in place else '?'}{urlencode(words)}" if place else ""

    def about(self) -> dict[str, Any]:
        """Return what the provider says of itself, at most an hour old.

        Raises:
            SignOnError: As for `begin`.
        """
        asked, about = self._about
        if about and time.monotonic() - asked < KEPT:
            return about
        found = self._get(self._section.issuer.rstrip("/") + _DISCOVERY)
        if found.get("issuer") != self._section.issuer:
            raise SignOnError(
                "jauh", f"[access.sso] issuer: the provider calls itself {str(found.get('issuer'))!r:.200}"
            )
        unsafe = [one for one in _NEEDED if not is_safe_address(found.get(one))]
        unsafe += [one for one in _OTHERS if one in found and not is_safe_address(found[one])]
        if unsafe:
            raise SignOnError("jauh", f"the provider names no address with https for {', '.join(unsafe)}")
        self._about = time.monotonic(), found
        return found

    def _check_answer(self, begun: Begun, answer: Mapping[str, str]) -> None:
        if not secrets.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise SignOnError("keadaan", "the answer has another state than was sent")
        announced = self.about().get("authorization_response_iss_parameter_supported") is True
        if answer.get("iss", self._section.issuer if not announced else "") != self._section.issuer:
            raise SignOnError("keadaan", "the answer is of another issuer")
        if error := answer.get("error", ""):
            raise SignOnError("batal" if error in _GAVE_UP else "gagal", f"the provider answered {error!r:.80}")
        if not answer.get("code"):
            raise SignOnError("keadaan", "the answer has no code")

    def _token(self, begun: Begun, code: str, back: str) -> dict[str, Any]:
        with self._session(back) as session:
            try:
                token = session.fetch_token(
                    self.about()["token_endpoint"],
                    code=code,
                    code_verifier=begun.verifier,
                    grant_type="authorization_code",
                )
            except OAuthError as error:
                code_is_used = error.error == "invalid_grant"
                message = f"the provider gives no token for the code: {error.error!r:.80}"
                raise SignOnError("keadaan" if code_is_used else "gagal", message) from None
            except (requests.RequestException, ValueError, KeyError, TypeError) as error:
                raise SignOnError(
                    "jauh", f"the token endpoint answers with no token ({type(error).__name__})"
                ) from None
        return dict(token)

    def _claims(self, token: dict[str, Any], begun: Begun) -> dict[str, Any]:
        """Return the claims of the ID token after all that OpenID Connect Core 3.1.3.7 wants checked."""
        section, text = self._section, token.get("id_token")
        must = {
            "iss": {"essential": True, "value": section.issuer},
            "aud": {"essential": True, "value": section.client_id},
        }
        given = {"nonce": begun.nonce, "client_id": section.client_id, "access_token": token.get("access_token")}
        if not isinstance(text, str):
            raise SignOnError("palsu", "the provider sent no ID token")
        try:
            read = self._decoded(text)
            claims = CodeIDToken(read.claims, read.header, must, given)
            claims.validate(now=int(now_utc().timestamp()), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise SignOnError("palsu", f"the ID token is not to be trusted: {type(error).__name__} {error}") from None
        return dict(claims)

    def _decoded(self, text: str) -> Any:
        try:
            return jwt.decode(text, self._key_set(KEPT), algorithms=list(ALGORITHMS))
        except (InvalidKeyIdError, ValueError):
            return jwt.decode(text, self._key_set(AGAIN), algorithms=list(ALGORITHMS))  # keys that were changed since

    def _key_set(self, oldest: float) -> KeySet:
        asked, keys = self._keys
        if keys is None or time.monotonic() - asked > oldest:
            found = self._get(self.about()["jwks_uri"])
            keys = KeySet.import_key_set({"keys": [one for one in found.get("keys", []) if _signs(one)]})
            self._keys = time.monotonic(), keys
        return keys

    def _more(self, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """Return what the provider tells only where it is asked for it; of the same person alone."""
        place = self.about().get("userinfo_endpoint")
        if not place or not isinstance(token.get("access_token"), str):
            return {}
        found = self._get(place, {"Authorization": f"Bearer {token['access_token']}"})
        if found.get("sub") != claims["sub"]:
            raise SignOnError("palsu", "userinfo tells of somebody else")
        return found

    def _get(self, address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        request = requests.Request("GET", address, headers={"Accept": "application/json", **(headers or {})})
        answer = self._ask(request.prepare())
        try:
            found = answer.json() if answer.status_code == 200 else None
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise SignOnError("jauh", f"{address} answers {answer.status_code} and no JSON object")
        return found

    def _session(self, back: str) -> "_Session":
        return _Session(
            self._ask,
            client_id=self._section.client_id,
            client_secret=self._secret(),
            token_endpoint_auth_method=self._way_to_prove(),
            scope=" ".join(self._section.scopes),
            redirect_uri=back,
            code_challenge_method="S256",
        )

    def _way_to_prove(self) -> str:
        """Return how the secret is sent; where the provider is silent on it, as the standard says: basic."""
        known = self.about().get("token_endpoint_auth_methods_supported")
        posted = isinstance(known, list) and "client_secret_basic" not in known and "client_secret_post" in known
        return "client_secret_post" if posted else "client_secret_basic"

    def _ask(self, request: requests.PreparedRequest) -> requests.Response:
        if not self._slots.acquire(timeout=PATIENCE):
            raise SignOnError("sibuk", f"{AT_ONCE} requests to the provider are under way")
        try:
            return self._send(request)
        finally:
            self._slots.release()


class _Session(OAuth2Session):  # type: ignore[misc]
    """Authlib's session, which asks by our guarded way and no other."""

    def __init__(self, ask: Ask, **settings: Any) -> None:
        super().__init__(**settings)
        self._guarded = ask
        self.trust_env = False  # no password of a .netrc, no proxy

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        """Ask; a redirect is an answer like any other, and followed nowhere."""
        return self._guarded(request)


def _signs(key: Any) -> bool:
    """Return whether a key may have signed: public, of a kind we take. Others in the set do not stop it."""
    return isinstance(key, dict) and key.get("kty") in ("RSA", "EC", "OKP") and key.get("use", "sig") == "sig"
