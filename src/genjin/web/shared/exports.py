"""Telling the audit that somebody took data out. Called once the answer is certain."""

from django.db import models
from django.http import HttpRequest

from genjin.people.operations.audit import write_audit
from genjin.web.shared.client_address import client_address
from genjin.web.shared.gates import signed_in


def note_export(request: HttpRequest, what: str, *, target: models.Model | None = None, **detail: object) -> None:
    """Keep that the person who asks got `what` as a file: of `target` where it is one thing's."""
    write_audit(
        "export.made", by=signed_in(request), target=target, address=client_address(request), what=what, **detail
    )
