"""The tree of departments and who manages them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import Department, User
from genjin.people.operations.departments import add_department, delete_department, edit_department
from genjin.people.policies import can_administer
from genjin.people.queries.departments import department_tree, departments_looked_after
from genjin.web.people.forms import DepartmentForm
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST"])
@answers_refusals
def departments(request: HttpRequest) -> HttpResponse:
    """GET shows the tree, POST adds a department."""
    user = _administrator(request)
    initial = request.GET.get("under", "")
    form = DepartmentForm(user, request.POST if request.method == "POST" else None)
    if initial.isascii() and initial.isdigit() and len(initial) < 19:
        form.initial["parent"] = int(initial)
    if form.is_valid():
        try:
            add_department(**form.cleaned_data, by=user)
            messages.success(request, _("The department was added."))
            return redirect("departments")
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    shown = {"form": form, "tree": department_tree()}
    return render(request, "people/departments.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows a department as a form, POST saves it, DELETE (or POST of `delete`) deletes an empty one."""
    found = get_object_or_404(departments_looked_after(signed_in(request)), pk=pk)
    user = _administrator(request)
    form = DepartmentForm(user, request.POST if request.method == "POST" else None, department=found)
    if request.method == "DELETE" or "delete" in request.POST:
        try:
            delete_department(found, by=user)
            messages.success(request, _("The department was deleted."))
            return redirect("departments")
        except WrongState as refusal:
            return _show(request, found, DepartmentForm(user, department=found), str(refusal.message))
    if form.is_valid():
        try:
            edit_department(found, **form.cleaned_data, by=user)
            messages.success(request, _("Saved."))
            return redirect("departments")
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return _show(request, found, form)


def _show(request: HttpRequest, found: Department, form: DepartmentForm, refusal: str = "") -> HttpResponse:
    shown = {"form": form, "department": found, "refusal": refusal}
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "people/department.html", shown, status=status)


def _administrator(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_administer(user):
        raise NotAllowed(_("Only an administrator can change departments."))
    return user
