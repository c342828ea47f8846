"""The cell 客户/项目名称: a customer and a project in one text, and back."""

import re

SEPARATOR = " / "

# A slash that could pass for the separator: alone between spaces, or at either end of the customer's name.
_CONFUSING_SLASH = re.compile(r"(?<![^ ])(\\*)/(?![^ ])")
_ESCAPED_SLASH = re.compile(r"(?<![^ ])(\\+)/(?![^ ])")


def pack_customer_project(customer: str | None, project: str | None) -> str:
    r"""`客户 / 项目`; a customer alone is just its name, a project alone `/ 项目`, neither is the empty text.

    The first spaced slash divides, so only a customer's name needs care: such a slash in it is written `\/`.
    `unpack_customer_project` is the exact inverse (an empty name counts as none).
    """
    name = _CONFUSING_SLASH.sub(lambda found: found[1] * 2 + "\\/", customer or "")
    if not project:
        return name
    return f"{name}{SEPARATOR}{project}" if name else f"/ {project}"


def unpack_customer_project(text: str) -> tuple[str | None, str | None]:
    """Give customer and project from a cell as `pack_customer_project` writes it; a missing one is None."""
    if text.startswith("/ "):
        return None, text[2:] or None
    name, _, project = text.partition(SEPARATOR)
    customer = _ESCAPED_SLASH.sub(lambda found: found[1][: len(found[1]) // 2] + "/", name)
    return customer or None, project or None
