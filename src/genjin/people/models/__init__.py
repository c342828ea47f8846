"""People and departments."""

from genjin.people.models.department import Department
from genjin.people.models.user import Role, User

__all__ = ["Department", "Role", "User"]
