"""Putting files to a customer's papers."""

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed
from genjin.core.kept_file import in_storage
from genjin.customers.models import Customer, CustomerFile
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.operations.entries import add_entry


def keep_files(customer: Customer, files: "Sequence[File[bytes]]", *, by: User) -> list[CustomerFile]:
    """Keep files with a customer under their own names: all or none. Records `customer_file.added` for each."""
    if not policies.can_edit_customer(by, customer):
        raise NotAllowed(_("You cannot change this customer."))
    with in_storage(files, lambda: CustomerFile(customer=customer)) as rows, transaction.atomic():
        return [add_entry(row, by=by) for row in rows]
