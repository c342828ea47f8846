"""The pieces that show a project's people: the box of the project page, and those of the map's own page."""

from genjin.web.projects.module import Module
from genjin.web.stakeholders.map_data import chart, people_box, people_table, quadrant, summary

PEOPLE_BOX = Module("people", "stakeholders/people_box.html", people_box)
MAP_MODULES = (
    Module("people-summary", "stakeholders/summary.html", summary),
    Module("people-quadrant", "stakeholders/quadrant.html", quadrant),
    Module("people-chart", "stakeholders/chart.html", chart),
    Module("people-table", "stakeholders/table.html", people_table),
)
PEOPLE_KEYS = (PEOPLE_BOX.key, *(module.key for module in MAP_MODULES))
