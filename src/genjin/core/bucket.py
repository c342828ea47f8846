"""Files in a bucket that speaks S3, loaded only where an installation names one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from s3transfer.exceptions import RetriesExceededError, S3DownloadFailedError, TransferNotDoneError
from storages.backends.s3 import S3File, S3Storage

OF_THE_BUCKET = (
    *(BotoCoreError, ClientError, Boto3Error),
    *(RetriesExceededError, S3DownloadFailedError, TransferNotDoneError),
)
IN_MEMORY = 2 * 1024 * 1024  # bytes of a file that is read; more of it waits on the disk
CONNECTING, ANSWERING = 5, 30  # seconds before the storage is said not to answer
ATTEMPTS = 2


class Bucket(S3Storage):  # type: ignore[misc]  # a library without types
    """The bucket as Django's file storage; what goes wrong with it is an OSError, as with files on a disk.

    `addressing_style` is `path` (host/bucket/file; MinIO, Ceph) or `virtual` (bucket.host/file; what OSS insists on).
    Checksums are sent only where S3 itself insists: other makes refuse what newer clients of Amazon's add.
    """

    def __init__(self, *, addressing_style: str, **settings: Any) -> None:  # noqa: ANN401  handed on as they are
        config = Config(
            s3={"addressing_style": addressing_style},
            signature_version="s3v4",
            connect_timeout=CONNECTING,
            read_timeout=ANSWERING,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        transfer = TransferConfig(use_threads=False)
        # should the bucket be open to all by mistake, nothing in it is shown as a page
        kept_as = {"ContentType": "application/octet-stream", "ContentDisposition": "attachment"}
        super().__init__(
            client_config=config,
            transfer_config=transfer,
            max_memory_size=IN_MEMORY,
            object_parameters=kept_as,
            **settings,
        )

    def _open(self, name: str, mode: str = "rb") -> S3File:
        with _as_os_errors():
            found = super()._open(name, mode)
            try:
                return found.open()  # the whole of it now, while a failure can still be told
            except BaseException:
                found.close()
                raise

    def _save(self, name: str, content: "File[bytes]") -> str:
        with _as_os_errors():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there is no error."""
        with _as_os_errors():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Tell whether a file is there."""
        with _as_os_errors():
            return bool(super().exists(name))


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except OF_THE_BUCKET as error:
        raise OSError(str(error)) from error
