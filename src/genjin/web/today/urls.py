"""Addresses of today's page."""

from django.urls import path

from genjin.web.today import today

urlpatterns = [
    path("", today.show_today, name="today"),
    path("in-danger", today.show_in_danger, name="today-in-danger"),
    path("actions", today.show_due, name="today-actions"),
    path("actions/<int:pk>/completion", today.change_completion, name="today-completion"),
]
