"""What is shown in the user's guide: each scene goes somewhere, does something, and keeps one picture or two.

A new part of the product gets a module here with its own `SCENES`, listed below. Scenes that change the data come after
those that only look at it.
"""

from tools.screenshots.scenes import conversation, forecast, living_plan, meetings, oversight, people, plan_table
from tools.screenshots.studio import Scene

SCENES: tuple[Scene, ...] = (
    *living_plan.SCENES,
    *forecast.SCENES,
    *oversight.SCENES,
    *people.SCENES,
    *conversation.SCENES,
    *plan_table.SCENES,
    *meetings.SCENES,
)
