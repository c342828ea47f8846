"""Addresses of import and export."""

from django.urls import path

from genjin.web.plantable import drafts, export, imports, sources

urlpatterns = [
    path("imports/", imports.show_imports, name="imports"),
    path("imports/new", imports.show_imports, name="new-import"),
    path("imports/<int:pk>/", imports.show_import, name="import"),
    path("imports/<int:pk>/rows", imports.show_rows, name="import-rows"),
    path("imports/<int:pk>/file", sources.send_file, name="import-file"),
    path("imports/<int:pk>/columns", drafts.change_columns, name="import-columns"),
    path("imports/<int:pk>/matches", drafts.change_matches, name="import-matches"),
    path("imports/<int:pk>/reference", drafts.change_reference, name="import-reference"),
    path("imports/<int:pk>/applying", drafts.apply, name="import-applying"),
    path("imports/<int:pk>/discarding", drafts.discard, name="import-discarding"),
    path("imports/<int:pk>/undoing", imports.undo, name="import-undoing"),
    path("imports/<int:pk>/redoing", imports.redo, name="import-redoing"),
    path("imports/rows/<int:pk>/source", sources.show_source, name="row-source"),
    path("export", export.export, name="export"),
]
