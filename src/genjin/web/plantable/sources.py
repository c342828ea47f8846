"""Where rows came from: the original file, and a row's cells as they stood in it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.plantable.queries.imports import source_of
from genjin.web.shared.files import sent_file
from genjin.web.shared.gates import follow_up_or_404, own_import_or_404


@require_GET
def send_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = own_import_or_404(request, pk)
    return sent_file(request, found.file, found.file_name)


@require_GET
def show_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the row's cells in its file; nothing for a row that was typed."""
    source = source_of(follow_up_or_404(request, pk))
    shown = {"source": source, "cells": list(source.cells.items()) if source else []}
    return render(request, "plantable/source.html", shown)
