"""Typed readers of environment variables that fail loudly.

Each variable `X` may instead be given as `X_FILE`, the path of a file that holds the value: so that a secret need
not stand in the environment.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from genjin.core.terminal import said

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class WrongSetting(Exception):
    """An environment variable holds something that cannot be used."""


def text(name: str, default: str = "") -> str:
    """Return the variable, else the content of the file that `NAME_FILE` names, else the default."""
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        words = {"name": f"{name}_FILE", "file": path, "reason": error.strerror}
        raise WrongSetting(said("%(name)s: %(file)s cannot be read (%(reason)s).") % words) from error


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes-or-no variable; raises WrongSetting for any other word."""
    word = text(name, "1" if default else "0").strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise WrongSetting(said("%(name)s is “%(word)s”; write 1 or 0.") % {"name": name, "word": word})


def number(name: str, default: int) -> int:
    """Return a whole number above nought; raises WrongSetting for anything else."""
    word = text(name, str(default)).strip()
    if not (word.isascii() and word.isdigit() and int(word) > 0):
        words = {"name": name, "word": word}
        raise WrongSetting(said("%(name)s is “%(word)s”; write a whole number, 1 or more.") % words)
    return int(word)


def web_address(name: str) -> str:
    """Return an address that begins with http:// or https:// and names a host, "" where none is given."""
    word = text(name).strip()
    parts = urlsplit(word)
    try:
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is none
        fits = False
    if word and not fits:
        raise WrongSetting(
            said("%(name)s is “%(word)s”; write an address such as http://127.0.0.1:8080/v1.")
            % {"name": name, "word": word}
        )
    return word


def name_beside(name: str, other: str) -> str:
    """Return a variable that must not be empty where another one is set."""
    word = text(name).strip()
    if text(other).strip() and not word:
        raise WrongSetting(
            said("%(other)s is set, so %(name)s has to say a name, too.") % {"name": name, "other": other}
        )
    return word


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Return a folder as an absolute path; it need not exist yet."""
    return Path(text(name) or default).expanduser().resolve()


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in; `host` is empty where there is no such server."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    is_tls: bool = False
    is_start_tls: bool = False


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_server(name: str) -> MailServer:
    """Turn `smtp+tls://user:password@host:587` into a mail server; without the variable there is none.

    `smtps://` is encrypted from the start, `smtp+tls://` after STARTTLS, `smtp://` not at all.
    """
    word = text(name).strip()
    if not word:
        return MailServer()
    parts = urlsplit(word)
    try:
        port = parts.port or MAIL_PORTS.get(parts.scheme, 0)
    except ValueError:  # a port that is none
        port = 0
    if parts.scheme not in MAIL_PORTS or not parts.hostname or not port:
        raise WrongSetting(said("%(name)s cannot be used; write smtps://user:password@host:465.") % {"name": name})
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        is_start_tls=parts.scheme == "smtp+tls",
    )


def postgres(url: str) -> dict[str, object]:
    """Turn `postgresql://user:password@host:port/name` into Django's database settings.

    A socket folder may stand in the query, as libpq writes it: `postgresql:///name?host=/run/postgresql`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(said("DATABASE_URL must begin with postgresql://; leave it out to use the SQLite file."))
    options = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}},
        "CONN_HEALTH_CHECKS": True,
    }
