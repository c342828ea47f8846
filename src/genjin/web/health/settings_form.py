"""The settings of the checks as a form: a row for each stage, a row for each check."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import Dimension, Severity, default_points, default_stage
from genjin.health.models import HealthSettings
from genjin.health.operations.settings import MOST, MOST_POINTS, CheckSetting, StageSettings
from genjin.health.queries.health_settings import check_rule, stage_rule
from genjin.health.wording import CHECKS as WORDS
from genjin.health.wording import DIMENSIONS, SEVERITIES
from genjin.pipeline.models import Stage


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One number: its field, and the default where that is another one."""

    field: forms.BoundField
    title: str
    default: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage; `own_deals` won projects tell its usual days, 0 where there are too few."""

    stage: Stage
    cells: Sequence[NumberCell]
    own_days: int
    own_deals: int


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check; `given` verdicts, `wrong` of them wrong."""

    key: str
    title: str
    clears: str
    is_on: forms.BoundField
    points: Sequence[NumberCell]
    given: int
    wrong: int
    is_demoted: bool


class SettingsForm(forms.Form):
    """All of it in one form; `version` is that of the settings when it was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, stages: Sequence[Stage], stored: HealthSettings, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.stages, self.stored = stages, stored
        self.rules = {stage.pk: stage_rule(stage, number, stored) for number, stage in enumerate(stages, 1)}
        self.fields["version"].initial = stored.version
        for stage in stages:
            for name, most in MOST.items():
                value = getattr(stage, name) if hasattr(stage, name) else getattr(self.rules[stage.pk], name)
                self.fields[f"{name}-{stage.pk}"] = _number(value, 1, most, required=False)
        for key in CHECKS:
            rule = check_rule(key, stored)
            self.fields[f"on-{key}"] = forms.BooleanField(required=False, initial=rule.is_on)
            for level in default_points(key):
                self.fields[f"points-{key}-{level.name}"] = _number(rule.points[level], 0, MOST_POINTS)

    def stage_rows(self) -> Iterator[StageRow]:
        """Yield the stages with their numbers."""
        for number, stage in enumerate(self.stages, 1):
            rule, default = self.rules[stage.pk], default_stage(number)
            cells = [self._cell(f"{name}-{stage.pk}", str(stage), getattr(default, name)) for name in MOST]
            yield StageRow(stage, cells, rule.usual_days or 0, rule.own_deals)

    def check_rows(self, counts: Mapping[str, Any]) -> Iterator[tuple[str, list[CheckRow]]]:
        """Yield the checks by dimension."""
        for dimension in Dimension:
            keys = [key for key, check in CHECKS.items() if check.dimension == dimension]
            yield str(DIMENSIONS[dimension]), [self._check_row(key, counts) for key in keys]

    def stage_settings(self) -> StageSettings:
        """Return the numbers of the stages."""
        return {stage.pk: {name: self.cleaned_data[f"{name}-{stage.pk}"] for name in MOST} for stage in self.stages}

    def check_settings(self) -> dict[str, CheckSetting]:
        """Return how each check is to be."""
        return {key: CheckSetting(self.cleaned_data[f"on-{key}"], self._points(key)) for key in CHECKS}

    def _points(self, key: str) -> dict[Severity, int]:
        return {level: self.cleaned_data[f"points-{key}-{level.name}"] for level in default_points(key)}

    def _check_row(self, key: str, counts: Mapping[str, Any]) -> CheckRow:
        words, found = WORDS[key], counts.get(key)
        points = [
            self._cell(f"points-{key}-{level.name}", str(SEVERITIES[level]), default)
            for level, default in default_points(key).items()
        ]
        return CheckRow(
            key=key,
            title=str(words.title),
            clears=str(words.clears),
            is_on=self[f"on-{key}"],
            points=points,
            given=found.given if found else 0,
            wrong=found.wrong if found else 0,
            is_demoted=key in self.stored.demoted,
        )

    def _cell(self, name: str, title: str, default: int | None) -> NumberCell:
        field = self[name]
        differs = str(field.value() or "") != str(default or "")
        return NumberCell(field, title, ("—" if default is None else str(default)) if differs else "")


def _number(value: int | None, least: int, most: int, *, required: bool = True) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"min": least, "max": most, "class": "narrow"})
    return forms.IntegerField(initial=value, min_value=least, max_value=most, required=required, widget=widget)
