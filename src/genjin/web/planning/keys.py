"""The keys of the plan table, as its help lists them."""

from django.utils.translation import gettext_lazy as _

KEYS = (
    ("↑ ↓ ← →", _("go to another cell; with Shift: select a range")),
    ("Enter / F2", _("edit the cell; or just type")),
    ("Enter · Tab · Esc", _("save and go down · save and go right · leave it")),
    ("Alt Enter", _("new line in the cell")),
    ("@ · （ · /", _("a colleague's name, then the date: 下周三")),
    ("Ctrl ;", _("today's date")),
    ("Space", _("mark the next action as done; Alt 1–9: that action")),
    ("Shift Space · Ctrl A", _("select the row · all rows")),
    ("Home · End", _("first and last cell; with Ctrl: of the table")),
    ("Ctrl C · X · V", _("copy, cut, paste: from and to Excel")),
    ("Ctrl D", _("fill down")),
    ("Delete", _("empty the selected cells")),
    ("Ctrl Z · Ctrl Y", _("undo · redo")),
    ("Ctrl Shift +", _("add a row below")),
    ("Ctrl -", _("delete the selected rows")),
    ("Ctrl Enter", _("open the whole row beside the table")),
    ("Shift F2", _("what is said about the row: ask, answer, resolve")),
    ("Ctrl K", _("search")),
)
