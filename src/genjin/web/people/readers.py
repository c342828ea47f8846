"""Who can see this: everybody who sees a project, a customer or a row, why, and what each may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from genjin.pipeline.queries.reasons import Reader, reasons_for_customer, reasons_for_project
from genjin.web.people.reader_data import reader_lines
from genjin.web.shared.gates import bare_follow_up_or_404, customer_or_404, project_or_404


@require_GET
def of_project(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    return _show(request, str(project), reverse("project", args=[pk]), reasons_for_project(project))


@require_GET
def of_customer(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(request, pk)
    return _show(request, str(customer), reverse("customer", args=[pk]), reasons_for_customer(customer))


@require_GET
def of_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who sees a row and all that hangs on it: whoever sees its project."""
    project = bare_follow_up_or_404(request, pk).project
    back = reverse("project", args=[project.pk])
    return _show(request, str(project), back, reasons_for_project(project), is_row=True)


def _show(request: HttpRequest, name: str, back: str, readers: list[Reader], *, is_row: bool = False) -> HttpResponse:
    shown = {"name": name, "back": back, "lines": reader_lines(readers), "is_row": is_row}
    return render(request, "people/readers.html", shown)
