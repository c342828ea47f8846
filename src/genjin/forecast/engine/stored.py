"""A model as plain data, to be kept and used again without fitting."""

from dataclasses import asdict, fields, replace
from typing import Any, Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.features import Scale
from genjin.forecast.engine.hazards import Hazards
from genjin.forecast.engine.model import Model
from genjin.forecast.engine.new_business import Arrivals
from genjin.forecast.engine.parts import Parts
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.record import Shock
from genjin.forecast.engine.score import Score

FORMAT: Final = 1


class WrongModel(ValueError):
    """What was kept is no model of this version, or not of this log: fit again."""


def as_json(model: Model) -> dict[str, Any]:
    """Return a model as plain data; `from_json` of it is the same model."""
    return {"format": FORMAT, "parts": _plain(asdict(model.parts)), "shocks": [asdict(shock) for shock in model.shocks]}


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever stands in a dataclass
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    # unused bins begin at infinity, which JSON does not know
    return None if value == float("inf") else value


def from_json(data: Any) -> Model:  # noqa: ANN401  whatever a file held
    """Return the model that `as_json` wrote; raises `WrongModel` if it is none."""
    try:
        if data["format"] != FORMAT:
            raise WrongModel
        parts = dict(data["parts"])
        parts["hazards"] = Hazards(**{name: _array(part) for name, part in parts["hazards"].items()})
        parts["arrivals"] = Arrivals(**{name: _array(part) for name, part in parts["arrivals"].items()})
        score = parts["score"]
        scales = {name: Scale(**scale) for name, scale in score["scales"].items()}
        owners, facts = _array(score["owners"]), dict(score.get("facts", {}))
        parts["score"] = Score(scales, dict(score["coefficients"]), owners, facts)
        for name in ("table", "cases", "amounts"):
            parts[name] = _array(parts[name])
        for name in ("stages", "owners"):
            parts[name] = tuple(parts[name])
        shocks = tuple(Shock(**shock) for shock in data["shocks"])
        return Model(Parts(**{field.name: parts[field.name] for field in fields(Parts)}), shocks)
    except (KeyError, TypeError, ValueError) as error:
        raise WrongModel from error


def _array(values: list[Any]) -> Floats:
    array = np.array(values, dtype=np.float64)
    return np.where(np.isnan(array), np.inf, array)


def for_past(model: Model, past: Past) -> Model:
    """Return the model for a later past of the same log, whose owners may be others; else raises `WrongModel`."""
    parts = model.parts
    if past.stages != parts.stages:
        raise WrongModel
    places = {name: place for place, name in enumerate(parts.owners)}
    known = [places.get(name, -1) for name in past.owners]
    effects = np.array([parts.score.owners[place] if place >= 0 else 0.0 for place in known])
    per_day = np.array([parts.arrivals.per_day[place] if place >= 0 else 0.0 for place in known])
    gone = float(parts.arrivals.per_day.sum() - per_day.sum())
    return replace(
        model,
        parts=replace(
            parts,
            owners=past.owners,
            score=replace(parts.score, owners=effects),
            arrivals=replace(parts.arrivals, per_day=np.r_[per_day, max(gone, 0.0)]),
        ),
    )
