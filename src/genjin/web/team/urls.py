"""Addresses of the manager's view."""

from django.urls import path

from genjin.web.team import lists, team

urlpatterns = [
    path("", team.show_team, name="team"),
    path("actions", lists.show_actions, name="team-actions"),
    path("projects", lists.show_projects, name="team-projects"),
    path("changes", lists.show_changes, name="team-changes"),
    path("signals", lists.show_signals, name="team-signals"),
]
