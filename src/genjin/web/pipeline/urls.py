"""Address of the pipeline."""

from django.urls import path

from genjin.web.pipeline import board

urlpatterns = [path("", board.show, name="pipeline")]
