"""A file is handed to who sees what it hangs on, and to nobody else by any other way."""

import pytest

from genjin.pipeline.operations.customer_files import keep_files
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.operations.attachments import attach_files
from tests.cast import Cast
from tests.web.every_address.audiences import READERS, WRITERS, Answer
from tests.web.every_address.samples import PDF, papers
from tests.web.pages import signed_in


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("who", ["ling", "bo", "max", "root", "ada", "wei"])
def test_who_gets_the_files(cast: Cast, who: str) -> None:
    [paper] = keep_files(cast.customer, papers(), by=cast.ling)
    [attached] = attach_files(cast.log(), papers(), by=cast.bo)
    client = signed_in(getattr(cast, who))
    for address in (f"/customers/{cast.customer.pk}/files/{paper.pk}/", f"/attachments/{attached.pk}/"):
        reply = client.get(address)
        if READERS[who] == Answer.DONE:
            assert reply.getvalue() == PDF
        else:
            assert reply.status_code == 404
            assert PDF not in reply.content
    # not under the name of another customer, nor by the place in the storage
    other = add_customer(name="别人的客户", by=getattr(cast, who if WRITERS[who] == Answer.DONE else "root"))
    assert client.get(f"/customers/{other.pk}/files/{paper.pk}/").status_code == 404
    assert client.get(f"/files/{attached.file.name}").status_code == 404
