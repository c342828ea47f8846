"""Asking a language model that speaks the OpenAI protocol: off unless the installation names one.

Bounded in every way: one request, no redirects, a few seconds in all, a few hundred kilobytes. Whatever it answers is
checked by `genjin.text.notes.answers` before anybody sees it, and can come to a proposal at most.
"""

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

LONGEST_ANSWER = 256 * 1024  # bytes
SECONDS = 8.0


class NoAnswer(Exception):
    """The model gave nothing that can be used; the message says why, without a word of the note."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked. `url` is the base of the protocol, or the address of chat completions itself."""

    url: str
    name: str
    key: str = ""
    seconds: float | None = None  # SECONDS where nothing else is said

    def ask(self, instruction: str, question: str) -> str:
        """Return the words of the answer; raises NoAnswer for anything else."""
        body = json.dumps(
            {
                "model": self.name,
                "temperature": 0,
                "response_format": {"type": "json_object"},
                "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": question}],
            }
        ).encode()
        try:
            return _content(self._posted(body))
        except (OSError, HTTPException, ValueError) as error:
            raise NoAnswer(type(error).__name__) from error

    def _posted(self, body: bytes) -> bytes:
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        seconds = self.seconds or SECONDS
        connection = _connection(parts.scheme, str(parts.hostname), parts.port, seconds)
        ends = time.monotonic() + seconds
        with _hung_up_after(connection, seconds):
            connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
            response = connection.getresponse()
            if response.status != 200:  # a redirect is not followed: the note goes to this address and no other
                raise NoAnswer(f"HTTP {response.status}")
            return _read(response, ends)


def _connection(scheme: str, host: str, port: int | None, seconds: float) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=seconds)


@contextmanager
def _hung_up_after(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Close the line when the time is up, also where a server sends a byte now and then."""
    timer = threading.Timer(seconds, lambda: connection.sock and connection.sock.shutdown(2))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _read(response: HTTPResponse, ends: float) -> bytes:
    chunks, size = [], 0
    while chunk := response.read1(65536):
        size += len(chunk)
        if size > LONGEST_ANSWER:
            raise NoAnswer("too long")
        if time.monotonic() > ends:
            raise NoAnswer("too late")
        chunks.append(chunk)
    return b"".join(chunks)


def _content(raw: bytes) -> str:
    try:
        answer: Any = json.loads(raw)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise NoAnswer("no chat completion") from None
    if not isinstance(content, str):
        raise NoAnswer("no chat completion")
    return content
