"""An item while its owner and date are being taken out of its words."""

from dataclasses import dataclass, field
from datetime import date

from genjin.text.cells.items import ActionItem
from genjin.text.cells.slots import Slot

# What may be left hanging where words were taken out.
TAIL = "；;，,、 \t\n\u3000"
LEAD = "，,、：:；;/／|｜–— \t\n\u3000"


@dataclass(slots=True)
class Draft:
    """The words still to be read, and what was found so far."""

    content: str
    owners: list[str] = field(default_factory=list)
    due: date | None = None
    rest: list[str] = field(default_factory=list)
    closed: bool = False
    shared: Slot | None = None

    def take(self, slot: Slot, content: str) -> None:
        """Note what the slot says; the content is what remains without its words."""
        self.owners = self.owners or slot.owners
        self.due = self.due or slot.due
        self.rest += slot.rest
        self.closed |= slot.closed
        self.content = content
        if slot.shared:
            self.shared = slot

    def wants(self, slot: Slot) -> bool:
        """Tell whether the slot says nothing that is already said."""
        return not (slot.owners and self.owners) and not (slot.due and self.due)

    def inherit(self, owners: list[str], due: date | None) -> None:
        """Fill what is still missing with what was said for all items."""
        if not self.closed:
            self.owners = self.owners or owners
            self.due = self.due or due

    def item(self, written: str) -> ActionItem:
        """Return the finished item; words that are no date stay in brackets at the content's end."""
        owner = "、".join(dict.fromkeys(self.owners)) or None
        content = self.content.strip(TAIL)
        if not content:
            return ActionItem(written, owner, self.due)
        if self.rest:
            content += "（" + "，".join(self.rest) + "）"
        return ActionItem(content, owner, self.due)
