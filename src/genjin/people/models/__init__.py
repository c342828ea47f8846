"""People and departments, and what is kept of who did what with their rights."""

from genjin.people.models.audit_entry import AuditEntry
from genjin.people.models.audit_retention import AuditRetention
from genjin.people.models.counted import Counted
from genjin.people.models.department import Department
from genjin.people.models.invitation import Invitation
from genjin.people.models.sign_in_rules import SignInRules
from genjin.people.models.user import Role, User

__all__ = ["AuditEntry", "AuditRetention", "Counted", "Department", "Invitation", "Role", "SignInRules", "User"]
