"""The forecast as it was reckoned last."""

from genjin.forecast.models import ForecastModel


def latest_model() -> ForecastModel | None:
    """Return the model of the last reckoning, without the engine's part; None before the first."""
    return ForecastModel.objects.defer("content").order_by("-fitted_at", "-pk").first()
