"""Addresses of the audit."""

from django.urls import path

from genjin.web.audit import audit

urlpatterns = [
    path("settings/audit/", audit.show_audit, name="audit"),
    path("settings/audit/rows", audit.show_rows, name="audit-rows"),
    path("settings/audit/audit.csv", audit.export, name="audit-csv"),
    path("settings/audit/retention", audit.change_retention, name="audit-retention"),
]
