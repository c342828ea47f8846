"""Addresses of notifications: the list, one's own settings, the channels of groups, the way out of mails."""

from django.urls import path

from genjin.web.notifications import channels, inbox, mail_off, preferences, robots

urlpatterns = [
    path("notifications/", inbox.show_notifications, name="notifications"),
    path("notifications/count", inbox.show_count, name="notification-count"),
    path("notifications/reading", inbox.read_all, name="notifications-reading"),
    path("notifications/<int:pk>/", inbox.open_notification, name="notification"),
    path("notifications/<int:pk>/reading", inbox.read_one, name="notification-reading"),
    path("settings/notifications/", preferences.show_settings, name="notification-settings"),
    path("settings/notifications/channels", channels.add_own, name="own-channels"),
    path("settings/channels/", robots.show_channels, name="channels"),
    path("settings/channels/<int:pk>", robots.change, name="channel"),
    path("settings/channels/<int:pk>/test", channels.test, name="channel-test"),
    path("settings/channels/<int:pk>/switch", channels.switch, name="channel-switch"),
    path("settings/channels/<int:pk>/removal", channels.remove, name="channel-removal"),
    path("settings/deliveries/<int:pk>", channels.show_delivery, name="delivery"),
    path("settings/deliveries/<int:pk>/attempt", robots.try_again, name="delivery-attempt"),
    path("mail-off/<str:token>", mail_off.switch_off, name="mail-off"),
]
