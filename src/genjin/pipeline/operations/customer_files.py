"""Putting files to a customer's papers."""

from uuid import uuid4

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed
from genjin.core.uploads import checked_name
from genjin.customers.models import Customer, CustomerFile
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.operations.entries import add_entry

HEAD = 16


def keep_file(customer: Customer, content: "File[bytes]", name: str, *, by: User) -> CustomerFile:
    """Keep a file with a customer. Records `customer_file.added`.

    In the storage it lies under a name of ours, so that no name of a user's can do harm there. It is written before
    the transaction opens: nothing slow happens inside one.
    """
    if not policies.can_edit_customer(by, customer):
        raise NotAllowed(_("You cannot change this customer."))
    head = content.read(HEAD)
    content.seek(0)
    kept_as = checked_name(name, head, content.size)
    ending = kept_as.rpartition(".")[2].lower()
    row = CustomerFile(customer=customer, name=kept_as, size=content.size, by=by)
    row.file.save(f"{uuid4().hex}.{ending}", content, save=False)
    try:
        return add_entry(row, by=by)
    except Exception:
        row.file.delete(save=False)
        raise
