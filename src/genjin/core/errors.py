"""What an operation may refuse, and with which HTTP status the refusal is answered."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise

Wording = str | Promise


class DomainError(Exception):
    """A refusal with a sentence for the user. `code` is stable, `message` is translated when it is shown."""

    status: ClassVar[int] = 422
    code: str = "refused"

    def __init__(self, message: Wording, *, code: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        if code is not None:
            self.code = code


class NotAllowed(DomainError):
    """The user may see it but may not do this."""

    status = 403
    code = "not_allowed"


class RuleBroken(DomainError):
    """A value breaks a rule; `field` names the column or form field it stands in."""

    code = "rule_broken"

    def __init__(self, message: Wording, *, field: str = "", code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.field = field


class WrongState(DomainError):
    """It cannot be done as things stand now."""

    status = 409
    code = "wrong_state"


class StaleEdit(DomainError):
    """Somebody else changed the same thing meanwhile; `theirs` holds what stands there now, by field."""

    status = 409
    code = "stale_edit"

    def __init__(self, message: Wording, *, theirs: Mapping[str, str]) -> None:
        super().__init__(message)
        self.theirs = dict(theirs)
