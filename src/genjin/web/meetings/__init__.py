"""The weekly meeting: the list, one meeting, its screens, its report."""
