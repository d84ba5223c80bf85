"""Secrets of second factors as they are kept: sealed with a key that comes from SECRET_KEY, each for one login."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"dasbor-paser second factor 1"  # another purpose would have another key


class Seal:
    """Seals what must not be read in a database, a back-up or a cookie."""

    def __init__(self, key: str) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def sealed(self, login: str, secret: str) -> str:
        """Return a secret sealed for a login."""
        return self._fernet.encrypt(f"{login}\n{secret}".encode()).decode("ascii")

    def opened(self, login: str, sealed: str) -> str:
        """Return the secret; "" if it was sealed for another login, with another key, or was changed."""
        try:
            whose, _, secret = self._fernet.decrypt(sealed.encode()).decode().partition("\n")
        except InvalidToken:
            return ""
        return secret if whose == login else ""
