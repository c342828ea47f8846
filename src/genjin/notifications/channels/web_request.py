"""The one way in which a channel calls another server: bounded, never redirected, never to an inside address.

The name is resolved here, every address that it has is looked at, and the connection goes to the address that was
looked at: a name that changes its mind in between leads nowhere.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.utils.encoding import iri_to_uri

from genjin.notifications.channels.base import NotSent, PerhapsSent

SECONDS_TO_CONNECT = 5
SECONDS_IN_ALL = 20  # from the connection on
MOST_ADDRESSES = 4  # of a host that are tried: whoever names hundreds would have us try for hours
LARGEST_REPLY = 64 * 1024
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # RFC 4291: of IPv6 nothing else is given to anybody outside


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and body; a body that is no JSON object reads as an empty one."""

    status: int
    body: Mapping[str, Any]
    retry_after: str = ""


def post_json(address: str, content: object, *, may_be_inside: bool, headers: Mapping[str, str] | None = None) -> Reply:
    """Send JSON and return the reply, whatever its status.

    Raises NotSent where nothing has left, PerhapsSent where no answer came to what has.
    """
    parts = urlsplit(address)
    path = iri_to_uri(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
    body = json.dumps(content, ensure_ascii=False).encode()
    sent = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Genjin", **(headers or {})}
    with _connected(parts, may_be_inside=may_be_inside) as connection:
        try:
            connection.request("POST", path, body, sent)
            answer = connection.getresponse()
            content_back = answer.read(LARGEST_REPLY)
        except (OSError, http.client.HTTPException) as error:
            raise PerhapsSent(f"{parts.hostname}: {type(error).__name__} {error}") from error
    return Reply(answer.status, _object(content_back), answer.getheader("Retry-After") or "")


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@contextmanager
def _connected(parts: SplitResult, *, may_be_inside: bool) -> Iterator[http.client.HTTPConnection]:
    """Connect, and hang up after `SECONDS_IN_ALL` however slowly the other end drips."""
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = _dialled(_checked_addresses(host, port, may_be_inside=may_be_inside))
    except (OSError, UnicodeError) as error:  # a name that is none is told as UnicodeError
        raise NotSent(f"{host}: {error}") from error
    hang_up = threading.Timer(SECONDS_IN_ALL, _hang_up, [connection])
    hang_up.daemon = True
    hang_up.start()
    try:
        if is_secure:
            _secure(connection, host)
        yield connection
    finally:
        hang_up.cancel()
        connection.close()


def _secure(connection: http.client.HTTPConnection, host: str) -> None:
    """Agree on a key, with the clock running: also here the other end may drip."""
    try:
        secured = ssl.create_default_context().wrap_socket(
            connection.sock, server_hostname=host, do_handshake_on_connect=False
        )
        connection.sock = secured
        secured.do_handshake()
    except (OSError, ValueError) as error:
        raise NotSent(f"{host}: {error}") from error


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _dialled(addresses: list[tuple[str, int]]) -> socket.socket:
    refused: OSError | None = None
    for address, port in addresses[:MOST_ADDRESSES]:
        try:
            dialled = socket.create_connection((address, port), timeout=SECONDS_TO_CONNECT)
        except OSError as error:
            refused = error
        else:
            dialled.settimeout(SECONDS_IN_ALL)
            return dialled
    raise refused or OSError("no address")


def _checked_addresses(host: str, port: int, *, may_be_inside: bool) -> list[tuple[str, int]]:
    """Return the addresses of a host; raises NotSent where one of them is inside."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not may_be_inside and not is_outside(address):
            raise NotSent(f"{host} leads to the inside address {address}")
    return [(address, port) for address in addresses]


def is_outside(address: str) -> bool:
    """Tell whether an address is one of the public internet: not ours, not private, not this machine."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _translated(ip)
        if carried is not None:
            return is_outside(str(carried))
        if ip not in GLOBAL_UNICAST:
            return False
    return ip.is_global and not ip.is_multicast


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the address behind a translating gateway, 64:ff9b::/96."""
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
