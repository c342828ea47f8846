"""Setting up and removing one's own second factor: allauth's pages, which the audit hears of."""

from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpResponse

from genjin.people.operations.audit import write_audit
from genjin.web.shared.gates import signed_in


class SetUp(ActivateTOTPView):
    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        reply: HttpResponse = super().form_valid(form)
        user = signed_in(self.request)
        write_audit("second_factor.set_up", by=user, target=user)
        return reply


class Removal(DeactivateTOTPView):
    def form_valid(self, form: DeactivateTOTPForm) -> HttpResponse:
        reply: HttpResponse = super().form_valid(form)
        user = signed_in(self.request)
        write_audit("second_factor.removed", by=user, target=user)
        return reply
