"""A small S3 on the loopback: what boto3 asks of a bucket to put, fetch and delete objects, in one part or in many."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

NAME, KEY, SECRET = "papers", "bucket-key", "bucket-secret"


class FakeBucket:
    """Holds the objects. `is_down`: every request is answered 503; `cuts`: what is fetched breaks off half way."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.objects: dict[str, bytes] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        self.is_down = self.cuts = False

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return what an installation sets to use it."""
        return {
            "GENJIN_FILES_BUCKET": NAME,
            "GENJIN_FILES_ENDPOINT": self.endpoint,
            "GENJIN_FILES_REGION": "cn-east-1",
            "GENJIN_FILES_KEY": KEY,
            "GENJIN_FILES_SECRET": SECRET,
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: FakeBucket

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        _nothing, name, key = unquote(parts.path).split("/", 2)
        self.bucket.asked.append((self.command, key))
        signed = re.match(rf"AWS4-HMAC-SHA256 Credential={KEY}/\d{{8}}/", self.headers.get("Authorization", ""))
        if self.bucket.is_down:
            self._refuse(503, "ServiceUnavailable")
        elif not signed:
            self._refuse(403, "AccessDenied")
        elif name != NAME:
            self._refuse(404, "NoSuchBucket")
        elif "aws-chunked" in self.headers.get("Content-Encoding", ""):  # newer than what many makes understand
            self._refuse(501, "NotImplemented")
        else:
            getattr(self, f"_{self.command.lower()}")(key, parse_qs(parts.query, keep_blank_values=True), body)

    do_PUT = do_GET = do_HEAD = do_DELETE = do_POST = _serve  # noqa: N815  as http.server calls them

    def _put(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
        if "partNumber" in query:
            self.bucket.parts[query["uploadId"][0]][int(query["partNumber"][0])] = body
        else:
            self.bucket.objects[key] = body
            self.bucket.headers[key] = dict(self.headers.items())
        self._answer(200, ETag=f'"{etag}"')

    def _post(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        if "uploads" in query:
            upload = f"upload-{len(self.bucket.parts)}"
            self.bucket.parts[upload] = {}
            self.bucket.headers[key] = dict(self.headers.items())
            answer = f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
        else:
            parts = self.bucket.parts.pop(query["uploadId"][0])
            self.bucket.objects[key] = b"".join(parts[number] for number in sorted(parts))
            answer = "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>"
        self._answer(200, answer.encode())

    def _get(self, key: str, _query: dict[str, list[str]], _body: bytes) -> None:
        if key not in self.bucket.objects:
            self._refuse(404, "NoSuchKey")
            return
        content = self.bucket.objects[key]
        status, more = 200, {}
        if wanted := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            first, last = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
            status, more = 206, {"Content_Range": f"bytes {first}-{last}/{len(content)}"}
            content = content[first : last + 1]
        if self.bucket.cuts and self.command == "GET":
            more["Content_Length"] = str(len(content))
            content, self.close_connection = content[: len(content) // 2], True
        self._answer(status, content, ETag='"x"', **more)

    _head = _get

    def _delete(self, key: str, _query: dict[str, list[str]], _body: bytes) -> None:
        self.bucket.objects.pop(key, None)
        self._answer(204)


@contextmanager
def fake_bucket() -> Iterator[FakeBucket]:
    """Serve a bucket on a free port."""
    handler = type("OfThisBucket", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    bucket = handler.bucket = FakeBucket(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
