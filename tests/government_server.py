"""Serves Canaille with people and groups: python tests/government_server.py PORT, until its standard input ends."""

import logging
import sys
import threading

PASSWORD = "ikan patin di muara"
# Login, name, groups at the sign-on.
PEOPLE = (
    ("ketua", "Ketua Dewan", ("dasbor-dewan",)),
    ("siti", "Siti Rahma", ("dasbor-opd", "DLH")),
    ("budi", "Budi Santoso", ("dasbor-operator", "dasbor-dewan")),
    ("tamu", "Tamu Lain", ("perpustakaan",)),
    ("198501012010011001", "Rina Wati", ("dasbor-auditor",)),
)


def serve(port):
    """Serve until standard input ends."""
    from canaille import create_app  # noqa: PLC0415 - in this process alone
    from canaille.app import models  # noqa: PLC0415
    from canaille.backends import Backend  # noqa: PLC0415
    from joserfc.jwk import RSAKey  # noqa: PLC0415
    from waitress.server import create_server  # noqa: PLC0415

    key = RSAKey.generate_key(2048, auto_kid=True)
    quiet = {"version": 1, "disable_existing_loggers": False}
    app = create_app(
        {
            "SECRET_KEY": "hanya untuk uji, di mesin ini saja",
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"127.0.0.1:{port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
                "LOGGING": quiet,
            },
            "CANAILLE_OIDC": {
                "DYNAMIC_CLIENT_REGISTRATION_OPEN": True,
                "TRUSTED_DOMAINS": [],
                "ACTIVE_JWKS": [key.as_dict(private=True)],
            },
        }
    )
    with app.app_context():
        groups = {}
        for login, name, belongs in PEOPLE:
            given, _, family = name.partition(" ")
            person = models.User(
                user_name=login,
                formatted_name=name,
                given_name=given,
                family_name=family or given,
                emails=[f"{login}@example.go.id"],
                password=PASSWORD,
            )
            Backend.instance.save(person)
            for one in belongs:
                groups.setdefault(one, []).append(person)
        for one, members in groups.items():
            Backend.instance.save(models.Group(display_name=one, members=members))
    logging.disable(logging.CRITICAL)
    server = create_server(app, host="127.0.0.1", port=port, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
