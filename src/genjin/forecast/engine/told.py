"""A forecast as plain data: what `genjin forecast predict` writes."""

from typing import Any

from genjin.forecast.engine.explain import reasons_of
from genjin.forecast.engine.model import Forecast, Model
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.times import written


def forecast_as_json(model: Model, past: Past, forecast: Forecast) -> dict[str, Any]:
    """Return the contract's object; chances to six and terms to four places after the point, amounts to the cent."""
    now = forecast.deals.snapshots
    owners = [*past.owners, ""]
    return {
        "as_of": written(past.as_of),
        "closed": model.parts.closed,
        "model": model.kind,
        "unit": "deals" if model.parts.counted else "amount",
        "deals": [
            {
                "deal": past.names[deal],
                "stage": past.stages[now.stage[row]],
                "win": round(float(forecast.deals.win[row]), 6),
                "reasons": [[reason, round(term, 4)] for reason, term in reasons_of(forecast.deals, row)],
            }
            for row, deal in enumerate(now.deal)
        ],
        "revenue": [
            {
                "days": int(band.days) if band.days == int(band.days) else band.days,
                "owner": None if band.owner is None else owners[band.owner],
                **{name: round(getattr(band, name), 2) for name in ("p10", "p50", "p90", "mean")},
            }
            for band in forecast.bands
        ],
    }
