"""What the templates of import and export say often."""

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from genjin.planning.columns import COLUMNS
from genjin.web.plantable.list_data import MEGABYTE, limit_words

register = template.Library()


@register.simple_tag
def plan_headings() -> list[tuple[str, str | Promise]]:
    """Return key and title of the eleven columns."""
    return [(key, column.title) for key, column in COLUMNS.items()]


@register.simple_tag
def export_formats() -> list[tuple[str, str, str]]:
    """Return value, title and icon of each format of an export."""
    return [
        ("xlsx", _("Excel (.xlsx)"), "file-spreadsheet"),
        ("docx", _("Word (.docx)"), "file-type-docx"),
        ("csv", _("CSV (.csv)"), "file-type-csv"),
        ("json", _("JSON (.json)"), "braces"),
    ]


@register.simple_tag
def upload_limit() -> dict[str, int | str]:
    """Return the most bytes of an upload, the same in megabytes, and what is said of more."""
    return {"bytes": settings.UPLOAD_LIMIT, "megabytes": settings.UPLOAD_LIMIT // MEGABYTE, "words": limit_words()}
