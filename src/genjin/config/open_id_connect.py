"""Where people may sign in instead of here: the GENJIN_OIDC_ variables."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from genjin.config import env


@dataclass(frozen=True)
class OpenIdConnect:
    """Where people may sign in instead; `apps` is what allauth wants, empty where nothing is set."""

    apps: list[dict[str, object]]
    origins: list[str]
    domains: list[str]
    trusts_every_email: bool


def read_open_id_connect() -> OpenIdConnect:
    """Read the GENJIN_OIDC_ variables: address, client and secret go together."""
    address = env.web_address("GENJIN_OIDC_URL")
    client, secret = env.name_beside("GENJIN_OIDC_CLIENT", "GENJIN_OIDC_URL"), env.text("GENJIN_OIDC_SECRET")
    app: dict[str, object] = {
        "provider_id": "house",
        "name": env.text("GENJIN_OIDC_NAME", "OpenID Connect"),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": address.rstrip("/")},
    }
    domains = [word.lower().lstrip("@") for word in env.words("GENJIN_OIDC_DOMAINS")]
    origins = ["{0.scheme}://{0.netloc}".format(urlsplit(address))]
    trusts = env.flag("GENJIN_OIDC_TRUST_EMAIL")
    return OpenIdConnect([app] if address else [], origins if address else [], domains, trusts)
