"""Addresses of the forecast."""

from django.urls import path

from genjin.web.forecast import forecast, history, numbers, record, sandbox

urlpatterns = [
    path("", forecast.show, name="forecast"),
    path("export.csv", forecast.export, name="forecast-csv"),
    path("reckoning", forecast.refresh, name="forecast-reckoning"),
    path("record", record.show, name="forecast-record"),
    path("what-if", sandbox.sandbox, name="forecast-sandbox"),
    path("history", history.history, name="forecast-history"),
    path("history.csv", history.export, name="forecast-history-csv"),
    path("history/<int:pk>/columns", history.mapping, name="forecast-history-mapping"),
    path("history/<int:pk>/removal", history.forget, name="forecast-history-removal"),
    path("targets", numbers.targets, name="forecast-targets"),
    path("numbers/<int:person>", numbers.number, name="sellers-number"),
]
