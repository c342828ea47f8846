"""Which invitations are open, and to whom a token belongs."""

from hashlib import sha256

from django.db.models import QuerySet

from genjin.core import clock
from genjin.people.models import Invitation, User

LONGEST_TOKEN = 100


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Return the invitations that still work: all for an administrator, else this person's own."""
    found = _open().select_related("department", "by").order_by("-made_at", "-pk")
    return found if user.is_administrator else found.filter(by=user)


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation that this token opens, None where it opens none (any more)."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    return _open().select_related("department", "by").filter(token_hash=hash_of(token)).first()


def invitation_for(email: str) -> Invitation | None:
    """Return the latest open invitation that was made for this e-mail address."""
    found = _open().select_related("department", "by").filter(email__iexact=email) if email else _open().none()
    return found.order_by("-made_at", "-pk").first()


def hash_of(token: str) -> str:
    """Return what is kept of a token. It is 256 random bits, so a plain hash cannot be guessed back."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=clock.now())
