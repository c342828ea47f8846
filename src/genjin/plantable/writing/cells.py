"""A plan row as the texts of its eleven cells."""

from genjin.plantable.row import PlanRow
from genjin.text.cells import write_action_items, write_answered_items
from genjin.text.customer_project import pack_customer_project


def cell_texts(row: PlanRow) -> tuple[str, ...]:
    """Give the eleven texts in the order of the columns: dates as ISO, packed cells canonical, None as empty."""
    return (
        str(row.seq),
        row.date.isoformat() if row.date else "",
        pack_customer_project(row.customer, row.project),
        row.stage or "",
        row.goal or "",
        write_action_items(row.actions) if row.actions else "",
        row.feedback or "",
        write_answered_items(row.objections) if row.objections else "",
        write_action_items(row.next_steps) if row.next_steps else "",
        write_answered_items(row.risks) if row.risks else "",
        row.note or "",
    )
