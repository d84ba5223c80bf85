"""Checks what [access.sso] says against what there is: its secret, and the offices that its words lead to."""

from collections.abc import Iterator, Mapping

from core.collect.findings import Finding
from core.config import Config
from core.domain.catalogue import Catalogue
from core.domain.viewer import Role
from core.errors import ConfigError
from core.secrets import IN_FILE, open_to_others, secret_of

_SECTION = "access.sso"


def check_sso(config: Config, catalogue: Catalogue, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the sign-on; nothing where there is none."""
    section = config.access.sso
    if section is None:
        return
    yield from _secret(section.secret, environment)
    for code in section.offices.values():
        if code not in catalogue.agencies:
            message = f"no agency has this code; expected one of {', '.join(sorted(catalogue.agencies))}"
            yield Finding(_SECTION, "offices", code, message)
    if section.offices and Role.AGENCY.value not in section.roles.values():
        message = "offices are not asked for: no line of roles leads to opd"
        yield Finding(_SECTION, "", "", message, is_fault=False)


def _secret(name: str, environment: Mapping[str, str]) -> Iterator[Finding]:
    try:
        value = secret_of(name, environment)
    except ConfigError as error:
        yield Finding(_SECTION, "secret", name, str(error))
        return
    if not value:
        yield Finding(_SECTION, "secret", name, f"the environment has no such variable (nor {name}{IN_FILE})")
    if found := open_to_others(name, environment):
        message = f"others on this machine may read {found}; chmod 600 and give it to the account of the dashboard"
        yield Finding(_SECTION, "secret", name, message, is_fault=False)
