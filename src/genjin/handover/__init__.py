"""Handing over everything of somebody who leaves: it reaches over customers, projects, plans and targets."""
