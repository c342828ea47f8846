"""Characters that no database can keep: NUL, and halves of characters. They become �."""

import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable_text(text: str) -> str:
    """Return the text with every such character replaced."""
    return UNSTORABLE.sub("\ufffd", text)
