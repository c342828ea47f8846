"""Addresses of the frame: language, appearance, one's own settings."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from genjin.web.frame.settings_page import show_settings
from genjin.web.frame.theme import choose_theme

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="today"), name="home"),
    path("settings/", show_settings, name="settings"),
    path("language/", login_not_required(set_language), name="language"),
    path("theme/", choose_theme, name="theme"),
]
