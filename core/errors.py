"""Every error of this project, grouped by what the caller does: correct, wait, look into it, deny.

A message is English and for the log: where, what was expected and found, what became of the data,
the next step. It holds no secret and no query string. What people read on screen is made from
`reason` by `core.reasons`, in Indonesian.
"""

from core.reasons import Reason


class DashboardError(Exception):
    """Whatever this project raises on purpose."""


class ConfigError(DashboardError):
    """config.toml or the environment cannot be used as it is: correct it and start again."""


class CatalogueError(ConfigError):
    """A file in catalogue/ cannot be used; the message lists every fault with file, line, column."""


class StoreError(DashboardError):
    """The database refuses or is not what we need: look into it."""


class StaleWriterError(StoreError):
    """Another process took over meanwhile (lease or run): nothing of this one may be stored any more."""


class DataError(DashboardError):
    """Values handed to a rule do not fit together: a fault in our code."""


class NotFoundError(DashboardError):
    """What was asked for does not exist, or not for this viewer."""


class DecisionRefusedError(DashboardError):
    """A decision cannot be kept as it was handed in: whoever took it corrects it and hands it in again.

    Attributes:
        code: What is wrong, as a word in the address: "alasan", "nama", "pilihan", "berubah".
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class RunStoppedError(DashboardError):
    """This process is stopping: the run is abandoned, nothing of it was stored."""


class SourceError(DashboardError):
    """One run of one source ends here. Nothing was stored; the last good figures stay on screen.

    Attributes:
        source_id: The section in config.toml.
        reason: The stable code; the sentence for people is made from it.
        found: What was there instead, short, without secrets; for the sentence.
        expected: What was expected, short; for the sentence.
    """

    def __init__(self, source_id: str, message: str, *, reason: Reason, found: str = "", expected: str = "") -> None:
        self.source_id = source_id
        self.reason = reason
        self.found = found
        self.expected = expected
        super().__init__(f"{source_id}: {message}")


class SourceDownError(SourceError):
    """The source does not answer as it should just now: waiting helps, so the run is tried again.

    Attributes:
        retry_after: Seconds the source asked us to wait; None when it did not say.
    """

    def __init__(
        self,
        source_id: str,
        message: str,
        *,
        reason: Reason = Reason.SOURCE_DOWN,
        found: str = "",
        expected: str = "",
        retry_after: float | None = None,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(source_id, message, reason=reason, found=found, expected=expected)


class SourceRefusedError(SourceError):
    """The source will not give us the data (key, rights, address): somebody must look into it."""


class SourceChangedError(SourceError):
    """The answer is not what config.toml describes, or cannot be read: nobody is helped by a retry."""


class BusyError(DashboardError):
    """Too many ask for something heavy at once: asking again in a moment helps."""


class NotAllowedError(DashboardError):
    """The viewer may not read or do this; somebody else may."""


class ScreenRefusedError(DashboardError):
    """What was to be done with a wall's screen cannot be: the operator corrects it and hands it in again.

    Attributes:
        code: What is wrong, as a word in the address: "kode", "nama", "sama", "slide", "tidak-ada".
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class AccountError(DashboardError):
    """What was to be stored of an account cannot be: says what was found and what was expected, never a password.

    Attributes:
        code: Key of the words in which a page says it; "" where no page asks.
    """

    def __init__(self, message: str, *, code: str = "") -> None:
        self.code = code
        super().__init__(message)


class SignOnError(DashboardError):
    """Somebody does not get in by the government's sign-on.

    Attributes:
        code: Why, as a word; the sentence for people is labels.login.WHY["sso-<code>"].
        login: Whose account it would have been; "" while nobody has vouched for it.
    """

    def __init__(self, code: str, message: str, *, login: str = "") -> None:
        self.code = code
        self.login = login
        super().__init__(message)
