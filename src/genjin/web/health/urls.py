"""Addresses of the plan health."""

from django.urls import path

from genjin.web.health import health, settings_page

urlpatterns = [
    path("health/", health.show_plans, name="health"),
    path("projects/<int:pk>/health", health.show_alerts, name="project-health"),
    path("projects/<int:pk>/health/<slug:check>/snooze", health.snooze, name="alert-snooze"),
    path("projects/<int:pk>/health/<slug:check>/verdict", health.verdict, name="alert-verdict"),
    path("settings/health/", settings_page.show_settings, name="health-settings"),
]
