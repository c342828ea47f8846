"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("genjin.web.frame.urls")),
    path("", include("genjin.web.people.urls")),
    path("sign-in/", include("genjin.web.people.sign_in_urls")),
    path("today/", include("genjin.web.today.urls")),
    path("", include("genjin.web.notifications.urls")),
    path("notes/", include("genjin.web.notes.urls")),
    path("conversation/", include("genjin.web.conversation.urls")),
    path("search/", include("genjin.web.search.urls")),
    path("plan/", include("genjin.web.planning.urls")),
    path("projects/", include("genjin.web.projects.urls")),
    path("live/", include("genjin.web.live.urls")),
    path("pipeline/", include("genjin.web.pipeline.urls")),
    path("team/", include("genjin.web.team.urls")),
    path("forecast/", include("genjin.web.forecast.urls")),
    path("meetings/", include("genjin.web.meetings.urls")),
    path("", include("genjin.web.entries.urls")),
    path("", include("genjin.web.stakeholders.urls")),
    path("", include("genjin.web.health.urls")),
    path("customers/", include("genjin.web.customers.urls")),
    path("", include("genjin.web.plantable.urls")),
    path("", include("genjin.web.planbook.urls")),
    path("", include("genjin.web.plan_items.urls")),
    path("", include("genjin.web.signals.urls")),
    path("", include("genjin.web.attachments.urls")),
    path("", include("genjin.web.jobs.urls")),
    path("", include("genjin.web.calendar.urls")),
    path("", include("genjin.web.audit.urls")),
    path("", include("genjin.web.personal_data.urls")),
]
