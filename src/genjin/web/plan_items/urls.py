"""Addresses of actions, objections and risks, and of logging a contact."""

from django.urls import path

from genjin.web.plan_items import contact, items

urlpatterns = [
    path("projects/<int:pk>/items/<slug:kind>/new", items.show_new, name="new-plan-item"),
    path("projects/<int:pk>/items/<slug:kind>", items.add, name="plan-items"),
    path("projects/<int:pk>/items/<slug:kind>/<int:item>/restoration", items.restore, name="plan-item-restoration"),
    path("items/<slug:kind>/<int:pk>/", items.item, name="plan-item"),
    path("items/<slug:kind>/<int:pk>/<slug:step>", items.step, name="plan-item-step"),
    path("projects/<int:pk>/contact", contact.log, name="log-contact"),
    path("follow-ups/<int:pk>/details", contact.details, name="contact-details"),
]
