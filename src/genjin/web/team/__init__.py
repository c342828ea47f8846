"""The manager's view of a team."""
