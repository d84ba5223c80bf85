"""[access] of config.toml: what is open to everybody, how long a session lasts, who needs a second factor."""

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.domain.account import HELD
from core.domain.open_pages import OPENABLE
from core.domain.viewer import Role
from core.sso.section import Sso


class Access(BaseModel):
    """[access]: what is open to everybody, and for how long who logged in stays so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    open_pages: tuple[str, ...] = ()
    idle_minutes: int = Field(60, ge=1, le=24 * 60)
    longest_hours: int = Field(12, ge=1, le=24 * 7)
    second_factor: tuple[str, ...] = (Role.STEWARD.value, Role.OPERATOR.value)
    sso: Sso | None = None

    @field_validator("open_pages")
    @classmethod
    def _are_pages(cls, pages: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [one for one in pages if one not in OPENABLE]:
            raise ValueError(f"open_pages are of {', '.join(OPENABLE)}; not: {', '.join(wrong)}")
        return pages

    @field_validator("second_factor")
    @classmethod
    def _are_roles(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        known = [one.value for one in HELD]
        if wrong := [one for one in roles if one not in known]:
            raise ValueError(f"second_factor lists roles of {', '.join(known)}; not: {', '.join(wrong)}")
        return roles
