"""Addresses of the plan book."""

from django.urls import path

from genjin.web.planbook import plan_book

urlpatterns = [
    path("projects/<int:pk>/plan-book.docx", plan_book.send, {"form": "docx"}, name="plan-book-docx"),
    path("projects/<int:pk>/plan-book.pdf", plan_book.send, {"form": "pdf"}, name="plan-book-pdf"),
]
