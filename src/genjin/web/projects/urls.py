"""Addresses of projects."""

from django.urls import path

from genjin.web.projects import goals, history, playbook, projects, stages, team

urlpatterns = [
    path("", projects.projects, name="projects"),
    path("rows", projects.show_rows, name="project-rows"),
    path("new", projects.show_new, name="new-project"),
    path("<int:pk>/", projects.show_project, name="project"),
    path("<int:pk>/modules/<slug:key>", projects.show_module, name="project-module"),
    path("<int:pk>/changes", history.show_changes, name="project-changes"),
    path("<int:pk>/restorations", history.restore, name="project-restorations"),
    path("<int:pk>/profile", projects.profile, name="project-profile"),
    path("<int:pk>/stage", stages.stage, name="project-stage"),
    path("<int:pk>/outcome", stages.outcome, name="project-outcome"),
    path("<int:pk>/goals/<int:goal>/completion", goals.change_completion, name="goal-completion"),
    path("<int:pk>/playbook", playbook.playbook, name="project-playbook"),
    path("<int:pk>/team", team.add, name="project-team"),
    path("<int:pk>/team/new", team.show_new, name="new-team-member"),
    path("<int:pk>/team/<int:member>", team.member, name="team-member"),
]
