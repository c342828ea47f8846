"""A small server on the loopback that speaks as the three robots do (their public documents), and takes webhooks.

All robots answer 200, whatever happened: what did happen stands in the body.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "693a91f6-7xxx-4bc4", "SEC0123456789abcdef"
Answer = tuple[int, dict[str, Any]]


@dataclass
class FakeChat:
    """What arrived, and how the server behaves: `broken` answers so, `silent` hangs up after having taken it."""

    port: int
    arrived: list[dict[str, Any]] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    broken: Answer | None = None
    redirect: str = ""
    silent: bool = False
    slow: float = 0.0
    retry_after: str = ""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def wecom(self) -> str:
        return f"http://{self.host}/cgi-bin/webhook/send?key={KEY}"

    @property
    def dingtalk(self) -> str:
        return f"http://{self.host}/robot/send?access_token={KEY}"

    @property
    def feishu(self) -> str:
        return f"http://{self.host}/open-apis/bot/v2/hook/{KEY}"

    def webhook(self, name: str = "hook") -> str:
        return f"http://{self.host}/hooks/{name}"


class Handler(BaseHTTPRequestHandler):
    chat: FakeChat

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        if self.chat.redirect:
            self.send_response(302)
            self.send_header("Location", self.chat.redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        time.sleep(self.chat.slow)
        status, reply = self.chat.broken or self.answer(parts.path, parse_qs(parts.query), body)
        if status == 200 and not reply.get("errcode") and not reply.get("code"):
            self.chat.arrived.append({"path": parts.path, "body": json.loads(body), "headers": dict(self.headers)})
            self.chat.keys[self.headers.get("Idempotency-Key") or parts.path] += 1
        if self.chat.silent:
            self.close_connection = True
            return
        content = json.dumps(reply).encode()
        with suppress(ConnectionError):  # whoever asked may have been killed meanwhile
            self.send_response(status)
            if self.chat.retry_after:
                self.send_header("Retry-After", self.chat.retry_after)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def answer(self, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        readers: dict[str, Callable[[dict[str, list[str]], dict[str, Any], int], dict[str, Any]]] = {
            "/cgi-bin/webhook/send": wecom_answer,
            "/robot/send": dingtalk_answer,
            f"/open-apis/bot/v2/hook/{KEY}": feishu_answer,
        }
        if path in readers:
            return 200, readers[path](query, json.loads(body), len(body))
        if path.startswith("/open-apis/bot/v2/hook/"):
            return 200, {"code": 19001, "msg": "param invalid: incoming webhook access token invalid", "data": {}}
        return (200, {"ok": True}) if path.startswith("/hooks/") else (404, {})


def wecom_answer(query: dict[str, list[str]], body: dict[str, Any], _size: int) -> dict[str, Any]:
    if query.get("key") != [KEY]:
        return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1]"}
    content = body.get(body.get("msgtype", ""), {}).get("content")
    if not content:
        return {"errcode": 44004, "errmsg": "empty content"}
    if len(content.encode()) > 4096:
        return {"errcode": 40058, "errmsg": "markdown.content exceed max length 4096"}
    return {"errcode": 0, "errmsg": "ok"}


def dingtalk_answer(query: dict[str, list[str]], body: dict[str, Any], size: int) -> dict[str, Any]:
    if query.get("access_token") != [KEY]:
        return {"errcode": 300001, "errmsg": "token is not exist"}
    if "sign" in query:
        stamp = query["timestamp"][0]
        digest = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
        if query["sign"] != [base64.b64encode(digest).decode()]:
            return {"errcode": 310000, "errmsg": "sign not match"}
    if body.get("msgtype") != "markdown" or not body["markdown"].get("title") or not body["markdown"].get("text"):
        return {"errcode": 400102, "errmsg": "miss param"}
    return {"errcode": 460101, "errmsg": "message too long"} if size > 20_000 else {"errcode": 0, "errmsg": "ok"}


def feishu_answer(_query: dict[str, list[str]], body: dict[str, Any], size: int) -> dict[str, Any]:
    if "sign" in body:
        key = f"{body['timestamp']}\n{SECRET}".encode()
        if body["sign"] != base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode():
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
    if size > 20 * 1024 or body.get("msg_type") != "post":
        return {"code": 9499, "msg": "Bad Request", "data": {}}
    post = body["content"]["post"]["zh_cn"]
    fits = post["title"] and all(part["tag"] == "text" for line in post["content"] for part in line)
    return {"code": 0, "msg": "success", "data": {}} if fits else {"code": 9499, "msg": "Bad Request", "data": {}}


@contextmanager
def fake_chat() -> Iterator[FakeChat]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat = FakeChat(server.server_address[1])
    server.RequestHandlerClass = type("OwnHandler", (Handler,), {"chat": chat})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
