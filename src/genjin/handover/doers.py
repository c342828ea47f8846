"""Another doer in the words of an action."""

import re

BETWEEN = re.compile(r"([、,，/／&＆;；+|\s]+)")


def with_other_doer(words: str, old: str, new: str) -> str:
    """Return a doer's words with one name in the place of another, the others as they stand; each name once.

    Words that do not name the old doer (who was called otherwise then) name the new one as well, or, of one name
    alone, instead.
    """
    parts = BETWEEN.split(words)
    names = parts[::2]
    if words == old or names == [old]:
        return new
    if old not in names:
        return words if new in names else new if len(names) == 1 else f"{words}、{new}"
    kept: list[str] = []
    for place in range(0, len(parts), 2):
        name = new if parts[place] == old else parts[place]
        if name in kept[::2]:
            continue
        kept += [parts[place - 1], name] if kept else [name]
    return "".join(kept)
