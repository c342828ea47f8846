"""Logging a contact with the steps that it closes; and how we were in touch at one that is logged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.planning.operations.attachments import log_contact_with_files
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.policies import can_log
from genjin.web.plan_items.contact_forms import ContactForm, DetailsForm
from genjin.web.projects.replies import changed
from genjin.web.shared.files import uploaded_files
from genjin.web.shared.gates import follow_up_or_404, project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals

SHOWN_BY = ("head", "goals", "actions", "records", "next-steps", "risks")


@require_http_methods(["GET", "POST"])
@answers_refusals
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the form of a new contact, POST logs it."""
    project = project_or_404(request, pk)
    if not can_log(signed_in(request), project):
        raise NotAllowed(_("You cannot log follow-ups of this project."))
    if request.method == "GET":
        return render(request, "plan_items/contact.html", {"form": ContactForm(project), "project": project})
    form = ContactForm(project, request.POST)
    if form.is_valid():
        try:
            log_contact_with_files(project, form.report(), uploaded_files(request), by=signed_in(request))
            return changed(request, project, SHOWN_BY)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return render(request, "plan_items/contact.html", {"form": form, "project": project}, status=422)


@require_http_methods(["GET", "POST"])
@answers_refusals
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows how we were in touch, POST saves it."""
    row = follow_up_or_404(request, pk)
    may_edit = can_log(signed_in(request), row.project)
    shown: dict[str, object] = {"row": row, "may_edit": may_edit}
    if request.method == "GET":
        return render(request, "plan_items/details.html", {**shown, "form": DetailsForm(instance=row)})
    if not may_edit:
        raise NotAllowed(_("You cannot change this row."))
    form, status = DetailsForm(request.POST, instance=row), 422
    if form.is_valid():
        said, present = form.changes(), form.cleaned_data
        try:
            edit_contact_details(
                row,
                said,
                seen=form.seen_values,
                by=signed_in(request),
                contacts=list(present["contacts"]),
                colleagues=list(present["colleagues"]),
            )
            return changed(request, row.project, ("records",))
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
        except StaleEdit as refusal:
            form.show_theirs(follow_up_or_404(request, pk), refusal.theirs)
            status, shown["refusal"] = 409, refusal.message
    return render(request, "plan_items/details.html", {**shown, "form": form}, status=status)
