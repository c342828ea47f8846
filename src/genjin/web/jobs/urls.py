"""Addresses of the page on background work."""

from django.urls import path

from genjin.web.jobs import jobs

urlpatterns = [
    path("settings/jobs/", jobs.show_jobs, name="jobs"),
    path("settings/jobs/periodic/<slug:name>/runs", jobs.run_periodic_now, name="job-run"),
    path("settings/jobs/failed/<uuid:pk>/attempts", jobs.try_failed_again, name="job-attempt"),
]
