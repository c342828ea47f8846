"""Addresses of attachments."""

from django.urls import path

from genjin.web.attachments import attachments

urlpatterns = [
    path("follow-ups/<int:pk>/attachments", attachments.attachments, name="attachments"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("attachments/<int:pk>/restoration", attachments.restore, name="attachment-restoration"),
]
