"""No upload is kept beyond the limit, whatever its address: what is too much is read past and dropped."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

EXCEEDED = "genjin.upload_exceeded"


class LimitedUpload(FileUploadHandler):
    """Counts a file's bytes before other handlers keep them; past the limit the file is left out of the request."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  Django's signature
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META[EXCEEDED] = "1"
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  the file is kept by the handlers below
        return None

    def new_file(self, *args: object, **kwargs: object) -> None:
        self._received = 0
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]


def is_over_limit(request: HttpRequest) -> bool:
    """Tell whether a file of this request was left out for its size; ask after `request.FILES`."""
    return EXCEEDED in request.META
