"""No more mails, by the link at the foot of one: without signing in, and by one click of the mail program."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from genjin.notifications.operations.channels import switch_mail_off
from genjin.notifications.operations.composing import OFF_SALT


@csrf_exempt  # a mail program posts here on its own (RFC 8058); the signed address is what allows it
@login_not_required
@require_http_methods(["GET", "POST"])
def switch_off(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, as mail programs open links to look at them; POST does it."""
    try:
        channel_id = signing.loads(token, salt=OFF_SALT)
    except signing.BadSignature as forged:
        raise Http404 from forged
    if request.method == "GET":
        return render(request, "notifications/mail_off.html", {"is_off": False})
    if switch_mail_off(channel_id) is None:
        raise Http404
    return render(request, "notifications/mail_off.html", {"is_off": True})
