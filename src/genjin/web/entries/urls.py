"""Addresses of entries."""

from django.urls import path

from genjin.customers.models import Customer
from genjin.pipeline.models import Project
from genjin.web.entries import entries

urlpatterns = [
    path("projects/<int:pk>/entries/<slug:kind>/new", entries.show_new, {"of": Project}, name="new-project-entry"),
    path("projects/<int:pk>/entries/<slug:kind>", entries.add, {"of": Project}, name="project-entries"),
    path("customers/<int:pk>/entries/<slug:kind>/new", entries.show_new, {"of": Customer}, name="new-customer-entry"),
    path("customers/<int:pk>/entries/<slug:kind>", entries.add, {"of": Customer}, name="customer-entries"),
    path("entries/<slug:kind>/<int:pk>/", entries.entry, name="entry"),
    path("entries/<slug:kind>/<int:pk>/restoration", entries.restore, name="entry-restoration"),
]
