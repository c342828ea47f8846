"""What is kept for an auditor."""

from genjin.people.models import AuditEntry
from genjin.people.operations.audit import write_audit
from tests.cast import Cast


def test_keeps_who_and_what_in_words(cast: Cast) -> None:
    write_audit("export.made", by=cast.ling, target=cast.project, address="10.0.0.7", rows=12)
    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.by_name, entry.target_type, entry.target_id) == (
        "export.made",
        "凌薇",
        "project",
        cast.project.pk,
    )
    assert entry.target_name == str(cast.project)
    assert entry.detail == {"rows": 12}


def test_outlives_the_person(cast: Cast) -> None:
    write_audit("person.signed_in", by=cast.wei)
    cast.wei.delete()
    entry = AuditEntry.objects.get()
    assert entry.by is None
    assert entry.by_name == "魏然"
