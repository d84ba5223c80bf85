"""The government's sign-on: what config.toml says of it, and asking it by OpenID Connect. Knows no Flask."""
