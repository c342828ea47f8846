"""Actions, objections and risks of a plan, and logging a contact."""
