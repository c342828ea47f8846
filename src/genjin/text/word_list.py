"""Long word lists, written as text so that they read as one."""


def listed(words: str) -> frozenset[str]:
    """Return the words between the spaces and line breaks."""
    return frozenset(words.split())
