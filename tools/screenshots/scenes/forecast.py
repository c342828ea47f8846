"""The pipeline and the forecast."""

from tools.screenshots.studio import Scene, Studio


def pipeline(studio: Studio) -> None:
    """Show the board of the pipeline."""
    page = studio.page("chenjing")
    page.goto("/pipeline/")
    studio.keep(page, "pipeline")


def forecast(studio: Studio) -> None:
    """Show the forecast of the quarter, as the manager sees it."""
    page = studio.page("chenjing")
    page.set_viewport_size({"width": 1440, "height": 1240})
    page.goto("/forecast/")
    page.locator("forecast-chart canvas").first.wait_for()
    studio.keep(page, "forecast")


def forecast_record(studio: Studio) -> None:
    """Show how good the forecasts were."""
    page = studio.page("chenjing")
    page.goto("/forecast/record")
    page.locator("forecast-chart canvas").first.wait_for()
    studio.keep(page, "forecast-record")


SCENES: tuple[Scene, ...] = (pipeline, forecast, forecast_record)
