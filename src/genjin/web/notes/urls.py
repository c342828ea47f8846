"""Addresses of notes."""

from django.urls import path

from genjin.web.notes import notes

urlpatterns = [
    path("proposals", notes.propose, name="note-proposals"),
    path("surroundings", notes.show_surroundings, name="note-surroundings"),
    path("follow-ups", notes.save, name="note-follow-ups"),
]
