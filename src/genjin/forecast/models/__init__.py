"""What the product keeps of the forecast."""

from genjin.forecast.models.forecast_model import ForecastModel
from genjin.forecast.models.forecast_snapshot import ForecastSnapshot
from genjin.forecast.models.past_log import PastLog
from genjin.forecast.models.project_odds import HORIZONS, ProjectOdds
from genjin.forecast.models.sellers_number import SellersNumber
from genjin.forecast.models.target import Target

__all__ = [
    "HORIZONS",
    "ForecastModel",
    "ForecastSnapshot",
    "PastLog",
    "ProjectOdds",
    "SellersNumber",
    "Target",
]
