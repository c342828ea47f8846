"""The secret part of a feed's address."""

import hashlib
import secrets

BYTES = 32


def new_secret() -> str:
    """Return a secret that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    """Return what is kept of a secret. It is random, so a plain hash tells nothing of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
