"""Every column that points to a person, and what becomes of it when that person leaves."""

from django.apps import apps

from genjin.people.models import User

GOES_OVER = {
    "customers.Customer.owner",
    "forecast.Target.person",
    "pipeline.Project.owner",
    "pipeline.Stakeholder.covered_by",
    "pipeline.TeamMember.user",
    "planning.Action.doers",
    "planning.Risk.owner",
    "planning.SavedView.owner",
}
# what somebody did, said or was
IS_PAST = {
    "activity.ActivityEvent.by",
    "conversation.Comment.by",
    "conversation.Mention.person",
    "conversation.Thread.resolved_by",
    "customers.CustomerFile.by",
    "forecast.ForecastModel.by",
    "forecast.ForecastSnapshot.by",
    "forecast.PastLog.by",
    "forecast.SellersNumber.adjusted_by",
    "health.AlertSnooze.by",
    "health.CheckVerdict.by",
    "meetings.Meeting.chair",  # an administrator takes the place of a chair who left
    "meetings.Meeting.present",
    "meetings.MeetingDecision.by",
    "notifications.NotificationLine.by",
    "people.AuditEntry.by",
    "people.Invitation.by",  # taken back with deactivation
    "people.Invitation.person",
    "pipeline.CriterionCheck.by",
    "pipeline.ProjectOutcome.by",
    "pipeline.StageMove.by",
    "planning.Attachment.by",
    "planning.BuyingSignal.decided_by",
    "planning.FollowUp.colleagues",
    "planning.FollowUp.logged_by",
    "plantable.PlanImport.by",
}
# of nobody else's use; owners and teams watch what they own without a word (`Watch`)
IS_PERSONAL = {
    "account.EmailAddress.user",
    "calendar.CalendarFeed.owner",
    "conversation.PrivateNote.by",
    "conversation.Watch.person",
    "forecast.SellersNumber.person",
    "live.Presence.user",
    "mfa.Authenticator.user",
    "notifications.Channel.person",
    "notifications.Notification.person",
    "notifications.Preference.person",
    "plantable.ColumnMapping.user",
    "socialaccount.SocialAccount.user",
    "usersessions.UserSession.user",
}
# with it goes what somebody sees: a decision of its own, of which the page reminds
IS_SHOWN = {"people.Department.managers"}


def test_of_everything_that_points_to_a_person_it_is_decided_what_becomes_of_it() -> None:
    pointers = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is User
    }
    assert pointers == GOES_OVER | IS_PAST | IS_PERSONAL | IS_SHOWN
