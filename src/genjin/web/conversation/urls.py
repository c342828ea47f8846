"""Addresses of the conversation."""

from django.urls import path

from genjin.web.conversation import mentions, notes, panel, threads

urlpatterns = [
    path("mentions/", mentions.show, name="mentions"),
    path("mentions/<int:pk>/settlement", mentions.change_settlement, name="mention-settlement"),
    path("threads/<int:pk>/", threads.show, name="thread"),
    path("threads/<int:pk>/comments", threads.answer, name="thread-comments"),
    path("threads/<int:pk>/resolution", threads.change_resolution, name="thread-resolution"),
    path("comments/<int:pk>/", threads.comment, name="comment"),
    path("comments/<int:pk>/restoration", threads.restore, name="comment-restoration"),
    path("notes/<int:pk>/", notes.note, name="note"),
    path("notes/<int:pk>/restoration", notes.restore, name="note-restoration"),
    path("notes/<int:pk>/sharing", notes.share, name="note-sharing"),
    path("<slug:kind>/<int:pk>/", panel.show, name="conversation"),
    path("<slug:kind>/<int:pk>/more", panel.show_more, name="more-threads"),
    path("<slug:kind>/<int:pk>/threads", panel.say, name="threads"),
    path("<slug:kind>/<int:pk>/section", panel.show_section, name="conversation-section"),
    path("<slug:kind>/<int:pk>/watch", panel.change_watch, name="watch"),
    path("<slug:kind>/<int:pk>/people", panel.show_people, name="mention-proposals"),
    path("<slug:kind>/<int:pk>/notes", notes.notes, name="private-notes"),
]
