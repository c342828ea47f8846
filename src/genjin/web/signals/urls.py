"""Addresses of signals."""

from django.urls import path

from genjin.web.signals import decisions, inbox, quality

urlpatterns = [
    path("signals/", inbox.show_inbox, name="signals"),
    path("signals/more", inbox.show_more, name="more-signals"),
    path("signals/quality/", quality.show_quality, name="signal-quality"),
    path("signals/<int:pk>/confirmation", decisions.confirm, name="signal-confirmation"),
    path("signals/<int:pk>/dismissal", decisions.dismiss, name="signal-dismissal"),
    path("signals/<int:pk>/reopening", decisions.reopen, name="signal-reopening"),
    path("signals/<int:pk>/proposals/<slug:key>", decisions.propose, name="signal-proposal"),
    path("follow-ups/<int:pk>/signals", decisions.add, name="follow-up-signals"),
]
