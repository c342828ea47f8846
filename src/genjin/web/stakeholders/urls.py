"""Addresses of a project's people."""

from django.urls import path

from genjin.web.stakeholders import people

urlpatterns = [
    path("projects/<int:pk>/people/", people.show_people, name="people"),
    path("projects/<int:pk>/people/new", people.new_people, name="new-people"),
    path("stakeholders/<int:pk>/", people.show_person, name="person"),
    path("stakeholders/<int:pk>/place", people.place, name="person-place"),
]
