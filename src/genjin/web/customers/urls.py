"""Addresses of customers."""

from django.urls import path

from genjin.web.customers import chart, customers, files, merging

urlpatterns = [
    path("", customers.customers, name="customers"),
    path("rows", customers.show_rows, name="customer-rows"),
    path("new", customers.show_new, name="new-customer"),
    path("<int:pk>/", customers.show_customer, name="customer"),
    path("<int:pk>/profile", customers.profile, name="customer-profile"),
    path("<int:pk>/timeline", customers.show_timeline, name="customer-timeline"),
    path("<int:pk>/similar", merging.show_similar, name="similar-customers"),
    path("<int:pk>/merger", merging.merge, name="customer-merger"),
    path("<int:pk>/parting", merging.part, name="customer-parting"),
    path("<int:pk>/units/<int:unit>/parent", chart.move_unit, name="unit-parent"),
    path("<int:pk>/contacts/<int:contact>/unit", chart.move_contact, name="contact-unit"),
    path("<int:pk>/files", files.upload, name="customer-files"),
    path("<int:pk>/files/<int:file>/", files.file, name="customer-file"),
    path("<int:pk>/files/<int:file>/restoration", files.restore, name="customer-file-restoration"),
]
