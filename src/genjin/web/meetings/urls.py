"""Addresses of meetings."""

from django.urls import path

from genjin.web.meetings import decisions, meetings, reports, screens

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("new", meetings.show_new, name="new-meeting"),
    path("<int:pk>/", meetings.meeting, name="meeting"),
    path("<int:pk>/restoration", meetings.restore, name="meeting-restoration"),
    path("<int:pk>/ending", meetings.ending, name="meeting-ending"),
    path("<int:pk>/notes", meetings.notes, name="meeting-notes"),
    path("<int:pk>/people", meetings.people, name="meeting-people"),
    path("<int:pk>/now", screens.now, name="meeting-now"),
    path("<int:pk>/news", screens.news, name="meeting-news"),
    path("<int:pk>/rest/", screens.show_rest, name="meeting-rest"),
    path("<int:pk>/closing/", screens.show_closing, name="meeting-closing"),
    path("<int:pk>/screens/<int:item>/", screens.show_screen, name="meeting-screen"),
    path("<int:pk>/screens/<int:item>/place", meetings.place, name="meeting-place"),
    path("<int:pk>/screens/<int:item>/decisions", decisions.add, name="meeting-decisions"),
    path("<int:pk>/screens/<int:item>/proposal", decisions.propose, name="decision-proposal"),
    path("<int:pk>/report.docx", reports.send, {"form": "docx"}, name="meeting-report-docx"),
    path("<int:pk>/report.xlsx", reports.send, {"form": "xlsx"}, name="meeting-report-xlsx"),
    path("<int:pk>/report.pdf", reports.send, {"form": "pdf"}, name="meeting-report-pdf"),
    path("<int:pk>/message", reports.message, name="meeting-message"),
    path("decisions/<int:pk>/", decisions.remove, name="decision"),
    path("decisions/<int:pk>/restoration", decisions.restore, name="decision-restoration"),
    path("decisions/<int:pk>/completion", decisions.change_completion, name="decision-completion"),
]
