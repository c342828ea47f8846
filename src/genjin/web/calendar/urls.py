"""Addresses of calendar feeds."""

from django.urls import path

from genjin.web.calendar import feed, feeds

urlpatterns = [
    path("calendar/<str:secret>.ics", feed.send_feed, name="calendar-feed"),
    path("settings/calendar/", feeds.show_feeds, name="calendar-feeds"),
    path("settings/calendar/<int:pk>/", feeds.feed, name="calendar-feed-settings"),
    path("settings/calendar/<int:pk>/renewal", feeds.renew, name="calendar-feed-renewal"),
]
