"""Second factors at the door: what was typed is compared, used up, told to the audit log, and slowed down."""

import time
from collections.abc import Callable
from dataclasses import replace

from flask import request

from core.access import recovery, totp
from core.access.throttle import Throttle
from core.domain.account import Account
from core.domain.audit import Action
from core.domain.second_factor import has_factor
from core.web.door import Door
from core.web.entrance import tell, told, too_early
from core.web.half_way import forget_proposed, proposed

RIGHT, WAIT, WRONG, WRONG_RECOVERY, OTHER_KEY = "", "tunggu", "kode", "pemulihan", "kunci"
STATUS = {RIGHT: 200, WAIT: 429}  # of an answer; any other fault is 401


class Codes:
    """Checks codes. Failures are counted apart from those of passwords: a known password must not reset them."""

    def __init__(self, door: Door) -> None:
        self._door, self._throttle = door, Throttle()

    def check(self, account: Account, typed: str) -> str:
        """Return "" if a code of the phone was right, and is used up now; else the key of labels why not."""
        secret = self._door.seal.opened(account.login, account.factor)
        return self._tried(account, lambda: self._use(account, secret, typed)) if secret else OTHER_KEY

    def check_recovery(self, account: Account, typed: str) -> str:
        """Return "" if a recovery code was right, and is used up now; else the key of labels why not."""
        return self._tried(account, lambda: self._use_recovery(account, typed))

    def confirm(self, account: Account, typed: str) -> str:
        """Return "" if a code fits the secret that is being set up; else the key of labels why not."""
        secret = proposed(self._door, account.login)
        return self._tried(account, lambda: self._use(account, secret, typed))

    def set_up(self, account: Account) -> tuple[Account, tuple[str, ...]]:
        """Keep the confirmed secret; return the account in its new state and the recovery codes, to be shown once."""
        what = "kode kedua diganti" if has_factor(account) else "kode kedua dipasang"
        sealed = self._door.seal.sealed(account.login, proposed(self._door, account.login))
        forget_proposed()
        return self._with_codes(replace(account, factor=sealed), what)

    def renew_recovery(self, account: Account) -> tuple[Account, tuple[str, ...]]:
        """Make new recovery codes in place of those before; return the account in its new state and the codes."""
        return self._with_codes(account, "kode pemulihan baru")

    def recovery_left(self, account: Account) -> int:
        """Return how many recovery codes were not used yet."""
        used = self._door.accounts.used_recovery(account.login)
        return len(set(recovery.digests(account.recovery)) - used)

    def _with_codes(self, account: Account, what: str) -> tuple[Account, tuple[str, ...]]:
        made = recovery.new_codes()
        return self._door.accounts.change(replace(account, recovery=recovery.kept(made)), what), made

    def _use(self, account: Account, secret: str, typed: str) -> str:
        step = totp.step_of(secret, typed, time.time()) if secret else None
        return RIGHT if step is not None and self._door.accounts.use_step(account.login, step) else WRONG

    def _use_recovery(self, account: Account, typed: str) -> str:
        digest = recovery.digest_in(account.recovery, typed)
        event = told(account.viewer, Action.RECOVERY, account.login)
        return RIGHT if digest and self._door.accounts.use_recovery(event, digest) else WRONG_RECOVERY

    def _tried(self, account: Account, attempt: Callable[[], str]) -> str:
        address, now = request.remote_addr or "", time.monotonic()
        if too_early(self._throttle, account.login, now):
            return WAIT
        why = attempt()
        if why:
            self._throttle.failed(account.login, address, now)
            tell(self._door, account.viewer, Action.CODE_FAILED, account.login)
        else:
            self._throttle.succeeded(account.login, address, now)
        return why
