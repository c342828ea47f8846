"""Every address of the product and who gets what there. Adding one is one line:

    Line("follow-up-signals", [follow_up], get=WRITERS, post=WRITERS),

The name of the address, then a word or a sample (samples.py: a function that makes a row of the cast's and returns its
id) for each place in it, then the audience (audiences.py) for each method that it takes. A method that is not named has
to be answered with 405. `query` and what `body` returns are sent along where the answer hangs on them. Put the line
into the part it belongs to; `.gitattributes` lets git keep the lines of both sides.
"""

from collections.abc import Iterator

from genjin.conversation.kinds import KINDS as TALKED_ABOUT
from genjin.web.entries.kinds import KINDS
from tests.web.every_address.audiences import (
    ABOVE_IN_THE_HOUSE,
    ABOVE_LING,
    ADMINISTRATORS,
    ADMINISTRATORS_OF_ALL,
    ADMINISTRATORS_OF_SEEN,
    ADMINISTRATORS_SEE,
    AUTHOR,
    AUTHOR_AND_ADMINISTRATORS,
    BO,
    COLLEAGUES,
    EVERYBODY,
    LING,
    LING_AND_ADMINISTRATORS,
    MANAGERS,
    NO_ONE,
    NOT_THERE,
    OPEN,
    OWNERS,
    READERS,
    WRITERS,
)
from tests.web.every_address.line import Line
from tests.web.every_address.meetings import MEETINGS
from tests.web.every_address.notifications import OF_NOTIFICATIONS
from tests.web.every_address.samples import (
    action,
    applied_import,
    attachment,
    comment,
    customer,
    customer_file,
    decided_signal,
    deleted_attachment,
    deleted_comment,
    deleted_customer_file,
    deleted_entry,
    deleted_item,
    deleted_note,
    department,
    entry,
    failed_task,
    feed,
    feed_secret,
    follow_up,
    goal,
    history_draft,
    import_draft,
    invitation,
    invitation_token,
    item,
    ling,
    member,
    mention,
    merged_customer,
    note,
    plan_table,
    project,
    saved_view,
    session,
    signal,
    stakeholder,
    talked_about,
    thread,
    undone_import,
)

FRAME = (
    Line("home", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    Line("settings", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    Line("language", get=OPEN, post=OPEN, delete=OPEN),
    Line("theme", post=OPEN),
    Line("search", get=EVERYBODY),
)

SIGNING_IN = (
    Line("account_login", get=OPEN, post=OPEN),
    Line("account_logout", get=OPEN, post=OPEN),
    Line("account_inactive", get=OPEN),
    Line("account_reauthenticate", get=EVERYBODY, post=EVERYBODY),
    Line("account_change_password", get=EVERYBODY, post=EVERYBODY),
    Line("account_set_password", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    Line("account_reset_password_from_key_done", get=OPEN),
    Line("account_reset_password_from_key", ["1", "key"], get=OPEN, post=OPEN, delete=OPEN),
    Line("mfa_authenticate", get=OPEN, post=OPEN),
    Line("mfa_reauthenticate", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    # not configured here: tests/web/people/test_sign_in_elsewhere.py
    Line("openid_connect_login", ["house"], get=NO_ONE, post=NO_ONE, delete=NO_ONE),
    Line("openid_connect_callback", ["house"], get=NO_ONE, post=NO_ONE, delete=NO_ONE),
    Line("socialaccount_login_cancelled", get=OPEN),
    # what allauth names and we close
    *(
        Line(name, places, get=NO_ONE, post=NO_ONE, delete=NO_ONE)
        for name, places in (
            ("account_signup", []),
            ("account_email", []),
            ("account_email_verification_sent", []),
            ("account_confirm_email", ["key"]),
            ("account_reset_password", []),
            ("account_reset_password_done", []),
            ("account_confirm_login_code", []),
            ("socialaccount_login_error", []),
            ("socialaccount_signup", []),
            ("socialaccount_connections", []),
        )
    ),
)

TODAY = (
    Line("today", get=EVERYBODY),
    Line("today-in-danger", get=EVERYBODY),
    Line("today-actions", get=EVERYBODY),
    Line("today-completion", [action], post=WRITERS, delete=WRITERS),
    Line("note-proposals", post=COLLEAGUES),
    Line("note-surroundings", post=COLLEAGUES),
    Line("note-follow-ups", post=COLLEAGUES),
)

PLAN = (
    Line("plan", get=EVERYBODY),
    Line("plan-rows", get=EVERYBODY),
    Line("plan-cells", post=EVERYBODY),
    Line("plan-deletions", post=COLLEAGUES, delete=COLLEAGUES),
    Line("plan-completions", get=EVERYBODY),
    Line("new-follow-up", get=EVERYBODY),
    Line("follow-up", [follow_up], get=READERS),
    Line("follow-up-cells", [follow_up], post=WRITERS),
    Line("action-completion", [action], post=WRITERS, delete=WRITERS),
    Line("saved-views", post=EVERYBODY),
    Line("saved-view", [saved_view], delete=LING),
    Line("contact-details", [follow_up], get=READERS, post=WRITERS),
    Line("attachments", [follow_up], get=READERS, post=WRITERS),
    Line("attachment", [attachment], get=READERS, delete=WRITERS),
    Line("attachment-restoration", [deleted_attachment], post=WRITERS),
)

PROJECTS = (
    Line("projects", get=EVERYBODY, post=COLLEAGUES),
    Line("project-rows", get=EVERYBODY),
    Line("new-project", get=COLLEAGUES),
    Line("project", [project], get=READERS),
    Line("project-module", [project, "profile"], get=READERS),
    Line("project-changes", [project], get=READERS),
    Line("project-restorations", [project], post=WRITERS),
    Line("project-profile", [project], get=READERS, post=WRITERS),
    Line("project-stage", [project], get=WRITERS, post=WRITERS, query="to=1"),
    Line("project-outcome", [project], get=WRITERS, post=WRITERS, delete=WRITERS),
    Line("goal-completion", [project, goal], post=WRITERS, delete=WRITERS),
    Line("project-playbook", [project], get=WRITERS, post=WRITERS, query="type=cost"),
    Line("project-team", [project], post=WRITERS),
    Line("new-team-member", [project], get=WRITERS),
    Line("team-member", [project, member], get=READERS, post=WRITERS, delete=WRITERS),
    Line("people", [project], get=READERS),
    Line("new-people", [project], get=WRITERS, post=WRITERS),
    Line("person", [stakeholder], get=READERS),
    Line("person-place", [stakeholder], get=WRITERS, post=WRITERS),
    Line("log-contact", [project], get=WRITERS, post=WRITERS),
    Line("plan-book-docx", [project], get=READERS),
    Line("plan-book-pdf", [project], get=READERS),
    Line("pipeline", get=EVERYBODY),
)


def entry_lines() -> Iterator[Line]:
    """Yield the lines of every kind of entry."""
    for key, kind in KINDS.items():
        place, owner = ("project", project) if kind.is_of_projects else ("customer", customer)
        yield Line(f"new-{place}-entry", [owner, key], get=WRITERS)
        yield Line(f"{place}-entries", [owner, key], post=WRITERS)
        yield Line("entry", [key, entry(key)], get=READERS, post=WRITERS, delete=WRITERS)
        yield Line("entry-restoration", [key, deleted_entry(key)], post=WRITERS)


PLAN_ITEMS = (
    *(Line("new-plan-item", [project, kind], get=WRITERS) for kind in ("action", "risk")),
    *(Line("plan-items", [project, kind], post=WRITERS) for kind in ("action", "risk")),
    *(
        line
        for kind, step in (("action", "completion"), ("objection", "risk"), ("risk", "closing"))
        for line in (
            Line("plan-item", [kind, item(kind)], get=READERS, post=WRITERS, delete=WRITERS),
            Line("plan-item-step", [kind, item(kind), step], get=WRITERS, post=WRITERS),
            Line("plan-item-restoration", [project, kind, deleted_item(kind)], post=WRITERS),
        )
    ),
)

CUSTOMERS = (
    Line("customers", get=EVERYBODY, post=COLLEAGUES),
    Line("customer-rows", get=EVERYBODY),
    Line("new-customer", get=COLLEAGUES),
    Line("customer", [customer], get=READERS),
    Line("customer-profile", [customer], get=READERS, post=WRITERS),
    Line("customer-timeline", [customer], get=READERS),
    Line("similar-customers", [customer], get=READERS),
    Line("customer-merger", [customer], get=WRITERS, post=WRITERS),
    Line("customer-parting", [merged_customer], post=OWNERS),
    Line("unit-parent", [customer, entry("unit")], post=WRITERS),
    Line("contact-unit", [customer, entry("contact")], post=WRITERS),
    Line("customer-files", [customer], post=WRITERS),
    Line("customer-file", [customer, customer_file], get=READERS, delete=WRITERS),
    Line("customer-file-restoration", [customer, deleted_customer_file], post=WRITERS),
)

SIGNALS_AND_HEALTH = (
    Line("signals", get=EVERYBODY),
    Line("more-signals", get=EVERYBODY),
    Line("signal-quality", get=EVERYBODY),
    Line("signal-confirmation", [signal], post=WRITERS),
    Line("signal-dismissal", [signal], post=WRITERS),
    Line("signal-reopening", [decided_signal], post=WRITERS),
    Line("signal-proposal", [signal, "risk"], get=WRITERS),
    Line("follow-up-signals", [follow_up], get=WRITERS, post=WRITERS),
    Line("health", get=EVERYBODY),
    Line("project-health", [project], get=READERS),
    Line("alert-snooze", [project, "P1"], get=WRITERS, post=WRITERS, delete=WRITERS),
    Line("alert-verdict", [project, "P1"], get=WRITERS, post=WRITERS),
    Line("health-settings", get=ADMINISTRATORS, post=ADMINISTRATORS),
)

FORECAST = (
    Line("forecast", get=EVERYBODY),
    Line("forecast-csv", get=EVERYBODY),
    Line("forecast-reckoning", get=EVERYBODY, post=ADMINISTRATORS),
    Line("forecast-record", get=EVERYBODY),
    Line("forecast-sandbox", get=EVERYBODY, post=EVERYBODY),
    Line("forecast-history", get=EVERYBODY, post=ADMINISTRATORS),
    Line("forecast-history-csv", get=EVERYBODY),
    Line("forecast-history-mapping", [history_draft], get=ADMINISTRATORS_SEE, post=ADMINISTRATORS_SEE),
    Line("forecast-history-removal", [history_draft], post=ADMINISTRATORS_SEE),
    Line("forecast-targets", get=MANAGERS, post=MANAGERS),
    Line("sellers-number", [ling], get=ABOVE_LING, post=ABOVE_LING),
)

IMPORTS = (
    Line("imports", get=EVERYBODY, post=COLLEAGUES, body=plan_table),
    Line("new-import", get=EVERYBODY, post=COLLEAGUES, body=plan_table),
    Line("import", [import_draft], get=LING),
    Line("import-rows", [import_draft], get=LING),
    Line("import-file", [import_draft], get=LING),
    Line("import-columns", [import_draft], post=LING),
    Line("import-matches", [import_draft], post=LING),
    Line("import-reference", [import_draft], post=LING),
    Line("import-applying", [import_draft], post=LING),
    Line("import-discarding", [import_draft], post=LING),
    Line("import-undoing", [applied_import], post=LING_AND_ADMINISTRATORS),
    Line("import-redoing", [undone_import], post=LING_AND_ADMINISTRATORS),
    Line("row-source", [follow_up], get=READERS),
    Line("export", post=EVERYBODY),
)

JOBS = (
    Line("jobs", get=ADMINISTRATORS),
    Line("job-run", ["health"], post=ADMINISTRATORS),
    Line("job-attempt", [failed_task], post=ADMINISTRATORS),
)
PEOPLE = (
    Line("colleagues", get=MANAGERS),
    Line("colleague", [ling], get=ABOVE_IN_THE_HOUSE, post=ADMINISTRATORS_OF_ALL),
    Line("colleague-deactivation", [ling], post=ADMINISTRATORS_OF_ALL, delete=ADMINISTRATORS_OF_ALL),
    Line("colleague-password-link", [ling], post=ADMINISTRATORS_OF_ALL),
    Line("colleague-second-factor", [ling], post=ADMINISTRATORS_OF_ALL, delete=ADMINISTRATORS_OF_ALL),
    Line("colleague-sessions", [ling], post=ADMINISTRATORS_OF_ALL, delete=ADMINISTRATORS_OF_ALL),
    Line("colleague-handover", [ling], get=ABOVE_IN_THE_HOUSE, post=ABOVE_IN_THE_HOUSE),
    Line("project-readers", [project], get=READERS),
    Line("customer-readers", [customer], get=READERS),
    Line("follow-up-readers", [follow_up], get=READERS),
    Line("invitations", get=MANAGERS, post=MANAGERS),
    Line("invitation", [invitation], post=ABOVE_IN_THE_HOUSE, delete=ABOVE_IN_THE_HOUSE),
    Line("invitation-acceptance", [invitation_token], get=OPEN, post=OPEN),
    Line("departments", get=ADMINISTRATORS, post=ADMINISTRATORS),
    Line("department", [department], get=ADMINISTRATORS_SEE, post=ADMINISTRATORS_SEE, delete=ADMINISTRATORS_SEE),
    Line("sign-in-rules", get=ADMINISTRATORS, post=ADMINISTRATORS),
    Line("sessions", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    Line("session", [session], post=LING, delete=LING),
    Line("mfa_index", get=EVERYBODY),
    Line("mfa_activate_totp", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    Line("mfa_deactivate_totp", get=NOT_THERE, post=NOT_THERE, delete=NOT_THERE),
    Line("mfa_view_recovery_codes", get=NOT_THERE),
    Line("mfa_generate_recovery_codes", get=EVERYBODY, post=EVERYBODY, delete=EVERYBODY),
    Line("mfa_download_recovery_codes", get=NOT_THERE, post=NOT_THERE, delete=NOT_THERE),
)
NOTIFICATIONS: tuple[Line, ...] = ()
LIVE: tuple[Line, ...] = (
    Line("live", get=EVERYBODY),
    Line("live-plan", get=EVERYBODY),
    Line("live-modules", [project], get=READERS),
    Line("presence", post=EVERYBODY, delete=EVERYBODY, query="place=plan"),
)
CONVERSATION = (
    *(
        line
        for kind in TALKED_ABOUT
        for line in (
            Line("conversation", [kind, talked_about(kind)], get=READERS),
            Line("more-threads", [kind, talked_about(kind)], get=READERS),
            Line("threads", [kind, talked_about(kind)], post=WRITERS),
            Line("watch", [kind, talked_about(kind)], post=READERS, delete=READERS),
            Line("mention-proposals", [kind, talked_about(kind)], get=READERS),
            Line("private-notes", [kind, talked_about(kind)], post=WRITERS),
        )
    ),
    Line("conversation-section", ["project", project], get=READERS),
    Line("conversation-section", ["customer", customer], get=READERS),
    Line("thread", [thread], get=READERS),
    Line("thread-comments", [thread], post=WRITERS),
    Line("thread-resolution", [thread], post=WRITERS, delete=WRITERS),
    Line("comment", [comment], get=AUTHOR, post=AUTHOR, delete=AUTHOR_AND_ADMINISTRATORS),
    Line("comment-restoration", [deleted_comment], post=AUTHOR_AND_ADMINISTRATORS),
    Line("note", [note], get=LING, post=LING, delete=LING),
    Line("note-restoration", [deleted_note], post=LING),
    Line("note-sharing", [note], post=LING),
    Line("mentions", get=EVERYBODY),
    Line("mention-settlement", [mention], post=BO, delete=BO),
)
CALENDAR: tuple[Line, ...] = (
    Line("calendar-feed", [feed_secret], get=OPEN),
    Line("calendar-feeds", get=EVERYBODY, post=EVERYBODY),
    Line("calendar-feed-settings", [feed], get=LING, post=LING, delete=LING),
    Line("calendar-feed-renewal", [feed], post=LING),
)
TEAM: tuple[Line, ...] = (
    Line("team", get=MANAGERS),
    Line("team-actions", get=MANAGERS),
    Line("team-projects", get=MANAGERS),
    Line("team-changes", get=MANAGERS),
    Line("team-signals", get=MANAGERS),
)
AUDIT: tuple[Line, ...] = (
    Line("audit", get=ADMINISTRATORS),
    Line("audit-rows", get=ADMINISTRATORS),
    Line("audit-csv", get=ADMINISTRATORS),
    Line("audit-retention", post=ADMINISTRATORS),
    Line("personal-data", [entry("contact")], get=OWNERS),
    Line("personal-data-file", [entry("contact"), "json"], get=OWNERS),
    Line("contact-erasure", [entry("contact")], post=ADMINISTRATORS_OF_SEEN),
)

LINES = (
    *FRAME,
    *SIGNING_IN,
    *TODAY,
    *PLAN,
    *PROJECTS,
    *entry_lines(),
    *PLAN_ITEMS,
    *CUSTOMERS,
    *SIGNALS_AND_HEALTH,
    *FORECAST,
    *IMPORTS,
    *PEOPLE,
    *JOBS,
    *NOTIFICATIONS,
    *OF_NOTIFICATIONS,
    *CONVERSATION,
    *LIVE,
    *MEETINGS,
    *CALENDAR,
    *TEAM,
    *AUDIT,
)
