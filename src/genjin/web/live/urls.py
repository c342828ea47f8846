"""Addresses of what others do right now."""

from django.urls import path

from genjin.web.live import feed, presence, renewal

urlpatterns = [
    path("", feed.show_news, name="live"),
    path("plan", renewal.show_plan_rows, name="live-plan"),
    path("projects/<int:pk>/modules", renewal.show_project_modules, name="live-modules"),
    path("presence", presence.presence, name="presence"),
]
