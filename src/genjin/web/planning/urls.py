"""Addresses of the plan table."""

from django.urls import path

from genjin.web.planning import completions, follow_up_rows, plan, saved_views

urlpatterns = [
    path("", plan.show_plan, name="plan"),
    path("rows", plan.show_rows, name="plan-rows"),
    path("cells", follow_up_rows.save_batch, name="plan-cells"),
    path("deletions", follow_up_rows.change_deletions, name="plan-deletions"),
    path("completions", completions.show_completions, name="plan-completions"),
    path("follow-ups/new", follow_up_rows.show_empty_panel, name="new-follow-up"),
    path("follow-ups/<int:pk>/", follow_up_rows.show_panel, name="follow-up"),
    path("follow-ups/<int:pk>/cells", follow_up_rows.save_cells, name="follow-up-cells"),
    path("actions/<int:pk>/completion", follow_up_rows.change_completion, name="action-completion"),
    path("views", saved_views.keep_view, name="saved-views"),
    path("views/<int:pk>", saved_views.drop_view, name="saved-view"),
]
