"""Making small histories by hand, in the words of the contract."""

from genjin.forecast.engine.history import History
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.times import read_moment

HEADER = "deal,at,event,value,owner\n"


def history(text: str, order: str = "A,B,C") -> History:
    """Read lines such as `D1 2026-01-01 stage A Ling`; a dash stands for an empty cell."""
    rows = [",".join("" if cell == "-" else cell for cell in line.split()) for line in text.strip().splitlines()]
    return read_history((HEADER + "\n".join(rows) + "\n").encode(), order=order.split(",") if order else ())


def moment(text: str) -> int:
    found = read_moment(text)
    assert found is not None
    return found.wall


def past(text: str, as_of: str, order: str = "A,B,C") -> Past:
    return history(text, order).until(moment(as_of))


def spells(of: Past) -> list[tuple[str, str, float, float, str]]:
    """Return deal, stage, days from start to end, and where the spell led."""
    targets = [*of.stages, "lost", "won", "open"]
    found = of.spells
    return [
        (of.names[d], of.stages[s], float(a), float(b), targets[e])
        for d, s, a, b, e in zip(found.deal, found.stage, found.start, found.end, found.exit, strict=True)
    ]
