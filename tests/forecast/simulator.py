"""Firms that never were, with a known truth: seeded opportunity histories of many kinds for tests and benches.

A deal walks through stages by competing hazards that depend on its age in the stage. Behind it stand things that no
log shows directly: its quality, and whether the customer has silently lost interest. Owners never have an effect.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DAY = 86_400
START = 1_640_995_200  # 2022-01-01, UTC

CHINESE = ("初步接洽", "需求调研", "方案制定", "商务谈判", "合同签署")


@dataclass(frozen=True)
class Firm:
    """How deals go in one firm. Times in days, hazards relative to `cycle`."""

    name: str
    stages: tuple[str, ...] = CHINESE
    deals: int = 3000
    years: float = 3.0
    cycle: float = 60.0  # about the median from creation to closing
    win_level: float = 0.7  # share of wins among the exits of the last stage; earlier losses lower the total
    quality: float = 0.8  # how much deals differ in the logit of winning
    silence: float = 0.4  # rate per cycle at which customers silently lose interest
    expiry: float | None = None  # days in a stage after which most open deals are closed as lost
    drift: float = 0.0  # change of the logit of winning, per year
    season: float = 0.0  # how much arrivals swing over the year
    owners: int = 6
    amount_spread: float = 1.0  # of the logarithm
    amount_effect: float = -0.25  # of a standard deviation of the logarithm of the amount on the logit of winning
    activities: float = 14.0  # per cycle while the customer is interested; 0 = the log has none
    amounts: bool = True
    late_entry: float = 0.0  # share of deals that appear when they are half way
    skips: float = 0.05
    back: float = 0.04
    direct: float = 0.08  # share of deals created in a later stage
    month_end: float = 0.0  # share of closings that are put down only at the month's end
    never_closed: float = 0.05  # share of silent deals that nobody ever closes
    whole_days: bool = False
    facts: bool = False  # the log tells of the deals' plans: all five facts
    plan_effect: float = 0.0  # of how deciders lean on the logit; attitude and signals show it
    seed: int = 1


FIRMS = (
    Firm("plain"),
    Firm("two weeks, many", cycle=14, deals=6000, years=1.5, win_level=0.8, activities=8),
    Firm(
        "two weeks, expiry",
        cycle=16,
        deals=6000,
        years=1.3,
        win_level=0.85,
        expiry=20,
        activities=10,
        stages=CHINESE[:4],
    ),
    Firm("nine months", cycle=270, deals=1500, years=6, win_level=0.65, amount_spread=1.5),
    Firm("low win rate", cycle=45, win_level=0.45, silence=0.7),
    Firm("high win rate", cycle=45, win_level=0.9, silence=0.2),
    Firm("three stages, no activities", cycle=50, stages=("Prospecting", "Proposal", "Negotiation"), activities=0),
    Firm("eight stages", cycle=90, stages=tuple(f"S{n}" for n in range(1, 9)), quality=1.2),
    Firm("drifting", cycle=40, win_level=0.85, drift=-0.35, season=0.4, years=4, deals=4000),
    Firm(
        "untidy",
        cycle=60,
        late_entry=0.3,
        skips=0.2,
        back=0.1,
        direct=0.25,
        month_end=0.4,
        never_closed=0.5,
        whole_days=True,
    ),
    Firm("no amounts", cycle=30, amounts=False, activities=0, quality=0.5),
)


@dataclass
class Simulated:
    """What happened: one row per event, ready to be written, and the truth behind it."""

    firm: Firm
    rows: list[tuple[str, float, str, str, str]] = field(default_factory=list)  # deal, seconds, event, value, owner
    won: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    closed_at: Floats = field(default_factory=lambda: np.zeros(0))  # days since the start, inf = never

    def csv(self, until: float | None = None) -> str:
        """Return the history as the contract has it, only rows up to `until` (seconds) if given."""
        whole = self.firm.whole_days
        lines = ["deal,at,event,value,owner"]
        for deal, at, event, value, owner in self.rows:
            if until is None or at <= until:
                stamp = np.datetime64(int(at), "s").astype(str)
                lines.append(f"{deal},{stamp[:10] if whole else stamp},{event},{value},{owner}")
        return "\n".join(lines) + "\n"

    def write(self, path: Path) -> Path:
        path.write_text(self.csv(), encoding="utf-8")
        return path


def hazards(firm: Firm) -> tuple[Callable[[Floats], Floats], Floats, Floats, Floats]:
    """Return how pace depends on age, and per stage the daily rates of moving on, winning, losing."""
    count = len(firm.stages)
    pace = 1.0 * count / firm.cycle
    place = np.arange(count) / max(count - 1, 1)
    win = np.where(place == 1, firm.win_level, 0.04 * firm.win_level * place) * pace
    lose = np.where(place == 1, 1 - firm.win_level, 0.30 - 0.20 * place) * pace
    on = np.where(place == 1, 0.0, 0.8) * pace

    def shape(age: Floats) -> Floats:
        """Slow in the first days, quick at a quarter of the usual time, slow for those that stay."""
        x = age * pace
        return 0.35 + 1.6 * x * np.exp(-x / 0.5) + 0.65 * np.exp(-x)

    return shape, on, win, lose


def simulate(firm: Firm) -> Simulated:  # noqa: PLR0915  one step of time reads best in one piece
    """Let all deals of a firm happen."""
    random = np.random.default_rng(firm.seed)
    n, count = firm.deals, len(firm.stages)
    span = firm.years * 365.0
    born = _arrivals(firm, random, span)
    owner = random.integers(0, firm.owners, n)
    size = random.normal(0, 1, n)
    amount = np.exp(11 + firm.amount_spread * size)
    quality = firm.quality * random.normal(0, 1, n) + firm.amount_effect * size
    lean = np.random.default_rng(firm.seed + 1000).normal(0, 1, n)
    quality += firm.plan_effect * lean
    stage = np.where(random.random(n) < firm.direct, random.integers(0, count, n), 0)
    entered = np.zeros(n)
    silent = np.zeros(n, bool)
    alive = np.ones(n, bool)
    won = np.zeros(n, bool)
    closed = np.full(n, np.inf)
    forgotten = random.random(n) < firm.never_closed
    moves: list[list[tuple[float, int]]] = [[(0.0, int(s))] for s in stage]
    touches: list[list[float]] = [[] for _ in range(n)]
    shape, on, win, lose = hazards(firm)
    dt = firm.cycle / 80
    for step in range(1, int(8 * firm.cycle / dt)):
        at = step * dt
        idx = np.flatnonzero(alive)
        if not len(idx):
            break
        s = stage[idx]
        age = at - entered[idx]
        form = shape(age)
        tilt = quality[idx] + firm.drift * (born[idx] + at) / 365.0
        quiet = silent[idx]
        h_on = on[s] * form * np.exp(0.25 * tilt) * np.where(quiet, 0.2, 1)
        h_win = win[s] * form * np.exp(0.6 * tilt) * np.where(quiet, 0.08, 1)
        h_lose = lose[s] * form * np.exp(-0.6 * tilt) * np.where(quiet, 1.8, 1)
        if firm.expiry is not None:
            h_lose = np.where(age > firm.expiry, h_lose + 12 / firm.cycle, h_lose)
        h_lose = np.where(quiet & forgotten[idx], 0, h_lose)
        h_back = np.where(s > 0, firm.back * on.max() * form, 0)
        total = h_on + h_win + h_lose + h_back
        leaves = random.random(len(idx)) < -np.expm1(-total * dt)
        which = random.random(len(idx)) * total
        for k in np.flatnonzero(leaves):
            deal, when = int(idx[k]), at - dt * float(random.random())
            if which[k] < h_on[k]:
                jump = 2 if random.random() < firm.skips else 1
                stage[deal] = min(stage[deal] + jump, count - 1)
            elif which[k] < h_on[k] + h_back[k]:
                stage[deal] -= 1
            else:
                won[deal] = which[k] < h_on[k] + h_back[k] + h_win[k]
                closed[deal] = when
                alive[deal] = False
                continue
            entered[deal] = when
            moves[deal].append((when, int(stage[deal])))
        hushed = random.random(len(idx)) < firm.silence / firm.cycle * np.exp(-0.4 * tilt) * dt
        silent[idx[hushed]] = True
        if firm.activities:
            rate = firm.activities / firm.cycle * np.exp(0.15 * tilt) * np.where(quiet, 0.15, 1)
            for k in np.flatnonzero(random.random(len(idx)) < rate * dt):
                if alive[idx[k]]:
                    touches[int(idx[k])].append(at - dt * float(random.random()))
    found = _logged(firm, random, born, owner, amount, moves, touches, won, closed)
    return _with_facts(found, born, closed, lean) if firm.facts else found


def _arrivals(firm: Firm, random: np.random.Generator, span: float) -> Floats:
    """Return when deals are born: more in some seasons than in others, in little bursts."""
    born = np.sort(random.random(firm.deals * 3) * span)
    keep = random.random(len(born)) < (1 + firm.season * np.sin(2 * np.pi * born / 365.0)) / (1 + firm.season)
    return np.sort(random.choice(born[keep], firm.deals, replace=False))


def _logged(  # noqa: PLR0917  all that happened
    firm: Firm,
    random: np.random.Generator,
    born: Floats,
    owner: NDArray[np.int64],
    amount: Floats,
    moves: list[list[tuple[float, int]]],
    touches: list[list[float]],
    won: NDArray[np.bool_],
    closed: Floats,
) -> Simulated:
    """Write down what happened the way people do: late, in bulk, or not at all."""
    result = Simulated(firm, won=won, closed_at=born + closed)
    ends_at_month_end = random.random(firm.deals) < firm.month_end
    enters_late = random.random(firm.deals) < firm.late_entry
    last_day = firm.years * 365.0
    for deal in range(firm.deals):
        key, who = f"D{deal:05d}", f"owner {owner[deal] + 1}"
        close = float(closed[deal])
        if ends_at_month_end[deal] and np.isfinite(close):
            day = np.datetime64(int(START + (born[deal] + close) * DAY), "s")
            last = (day.astype("datetime64[M]") + 1).astype("datetime64[s]").astype(np.int64) - 7 * 3600
            close = max(close, float(last - START) / DAY - float(born[deal]))
            result.closed_at[deal] = born[deal] + close
        first = 0.0
        if enters_late[deal]:
            first = 0.5 * min(float(closed[deal]), firm.cycle)
        events = [(max(when, first), "stage", firm.stages[s]) for when, s in moves[deal]]
        if firm.amounts:
            # the first guess is off; half of the deals get a better one on the way
            guess = amount[deal] * float(np.exp(random.normal(0, 0.25)))
            events.append((first, "amount", f"{guess:.2f}"))
            if random.random() < 0.5:
                events.append((max(first, 0.6 * min(float(closed[deal]), firm.cycle)), "amount", f"{amount[deal]:.2f}"))
        events += [(when, "activity", "") for when in touches[deal] if when >= first]
        if np.isfinite(close):
            events.append((close, "won" if won[deal] else "lost", ""))
        for when, event, value in events:
            if born[deal] + when <= last_day:
                result.rows.append((key, START + (born[deal] + when) * DAY, event, value, who))
    result.rows.sort(key=lambda row: row[1])
    return result


def _with_facts(result: Simulated, born: Floats, closed: Floats, lean: Floats) -> Simulated:
    """Let people write down what they know of the plans: when the deal is new, and once more on the way."""
    firm = result.firm
    random = np.random.default_rng(firm.seed + 2000)
    for deal in range(firm.deals):
        life = min(float(closed[deal]), 2 * firm.cycle)
        for when in (0.05 * life, 0.45 * life):
            told = {
                "attitude": np.clip(np.round(lean[deal] + random.normal(0, 0.6)), -2, 2),
                "signals": np.round(1.5 * lean[deal] + random.normal(0, 1.0)),
                "coverage": round(random.random(), 2),
                "health": random.integers(20, 100),
                "overdue": random.poisson(0.7),
            }
            for name, value in told.items():
                day = born[deal] + when
                if random.random() < 0.8 and day <= firm.years * 365.0:
                    result.rows.append((f"D{deal:05d}", START + day * DAY, name, f"{value:g}", ""))
    result.rows.sort(key=lambda row: row[1])
    return result


def firm_named(name: str, **changes: object) -> Firm:
    """Return one of the firms, with some things different."""
    return replace(next(firm for firm in FIRMS if firm.name == name), **changes)  # type: ignore[arg-type]


def true_odds(firm: Firm, ages: Floats) -> Floats:
    """Return stages × ages: the chance of winning in a firm whose deals are all alike (no quality, silence, drift).

    Worked out from the firm's hazards by small steps of time, without any of the engine's code.
    """
    shape, on, win, lose = hazards(firm)
    count, dt = len(firm.stages), firm.cycle / 2000
    times = np.arange(0, 8 * firm.cycle, dt)
    form = shape(times + dt / 2)
    entered = np.zeros(count)
    odds = np.zeros((count, len(ages)))
    for stage in range(count - 1, -1, -1):
        total = on[stage] + win[stage] + lose[stage]
        after = entered[stage + 1] if stage + 1 < count else 0.0
        gain = (win[stage] + on[stage] * after) * form * dt
        stays = np.exp(-np.cumsum(total * form * dt))
        flow = gain * stays
        to_come = np.cumsum(flow[::-1])[::-1]
        entered[stage] = to_come[0]
        at = np.minimum((ages / dt).astype(int), len(times) - 1)
        odds[stage] = to_come[at] / stays[np.maximum(at - 1, 0)]
    return odds
