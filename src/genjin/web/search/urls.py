"""Address of the search."""

from django.urls import path

from genjin.web.search.search import show_found

urlpatterns = [path("", show_found, name="search")]
