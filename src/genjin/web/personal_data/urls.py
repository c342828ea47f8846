"""Addresses of a contact's personal data."""

from django.urls import path

from genjin.web.personal_data import personal_data

urlpatterns = [
    path("contacts/<int:pk>/personal-data/", personal_data.show, name="personal-data"),
    path("contacts/<int:pk>/personal-data/<str:form>", personal_data.export, name="personal-data-file"),
    path("contacts/<int:pk>/erasure", personal_data.erase, name="contact-erasure"),
]
