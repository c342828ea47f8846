"""Addresses of people: who they are here, invitations, departments, second factor, sessions."""

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from django.urls import path
from django.views.decorators.cache import never_cache

from genjin.web.people import (
    departments,
    handover,
    invitations,
    people,
    readers,
    second_factor,
    sessions,
    sign_in_rules,
)

urlpatterns = [
    path("settings/people/", people.show_people, name="colleagues"),
    path("settings/people/<int:pk>/", people.show_colleague, name="colleague"),
    path("settings/people/<int:pk>/deactivation", people.deactivation, name="colleague-deactivation"),
    path("settings/people/<int:pk>/password-link", people.password_link, name="colleague-password-link"),
    path("settings/people/<int:pk>/second-factor", people.second_factor, name="colleague-second-factor"),
    path("settings/people/<int:pk>/sessions", people.sign_out, name="colleague-sessions"),
    path("settings/people/<int:pk>/handover", handover.handover, name="colleague-handover"),
    path("projects/<int:pk>/readers", readers.of_project, name="project-readers"),
    path("customers/<int:pk>/readers", readers.of_customer, name="customer-readers"),
    path("follow-ups/<int:pk>/readers", readers.of_follow_up, name="follow-up-readers"),
    path("settings/invitations/", invitations.invitations, name="invitations"),
    path("settings/invitations/<int:pk>", invitations.revoke, name="invitation"),
    path("invitations/<str:token>/", invitations.accept, name="invitation-acceptance"),
    path("settings/departments/", departments.departments, name="departments"),
    path("settings/departments/<int:pk>/", departments.department, name="department"),
    path("settings/sign-in/", sign_in_rules.show_rules, name="sign-in-rules"),
    path("settings/sessions/", sessions.sessions, name="sessions"),
    path("settings/sessions/<int:pk>", sessions.session, name="session"),
    path("settings/second-factor/", mfa.index, name="mfa_index"),
    path("settings/second-factor/app/", never_cache(second_factor.SetUp.as_view()), name="mfa_activate_totp"),
    path("settings/second-factor/app/removal/", second_factor.Removal.as_view(), name="mfa_deactivate_totp"),
    path("settings/second-factor/codes/", never_cache(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "settings/second-factor/codes/new/",
        never_cache(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "settings/second-factor/codes/file/",
        never_cache(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
