"""The forms of notifications: what one is told, a channel of one's own, the robot of a group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from genjin.notifications.models import ROBOTS, Channel, ChannelKind, Pace, Preference, Topic, Way
from genjin.notifications.operations.preferences import Hours
from genjin.notifications.topics import GROUP_TOPICS, GROUPS, pace_of
from genjin.people.models import Department, User

OUTSIDE = (Way.EMAIL, Way.WEBHOOK)
Data = Mapping[str, Any] | None
# an address or a secret: no browser keeps it or corrects it
PASTED = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})


class HourInput(forms.TimeInput):
    """The browser's own way of choosing an hour."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic with its field for each way."""

    title: str
    in_product: forms.BoundField
    outside: Sequence[tuple[str, forms.BoundField]]


class PreferenceForm(forms.Form):
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=HourInput)
    quiet_until = forms.TimeField(label=_("until"), required=False, widget=HourInput)
    digest_at = forms.TimeField(label=_("Daily digest at"), widget=HourInput)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)

    def __init__(self, preference: Preference, data: Data = None) -> None:
        names = ("quiet_from", "quiet_until", "digest_at", "time_zone", "language")
        super().__init__(data, initial={name: getattr(preference, name) for name in names})
        zones = sorted({zone for zone in available_timezones() if "/" in zone} | {preference.time_zone})
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in zones])
        for topic in _topics():
            inside = pace_of(preference, topic, Way.PRODUCT) != Pace.OFF
            self.fields[f"product-{topic}"] = forms.BooleanField(required=False, initial=inside)
            for way in OUTSIDE:
                chosen = preference.chosen_pace(topic, way) or pace_of(Preference(), topic, way)
                self.fields[f"{way}-{topic}"] = forms.ChoiceField(choices=Pace.choices, initial=chosen)

    def groups(self) -> Iterator[tuple[str, list[TopicRow]]]:
        """Yield the topics with their fields, by group."""
        for group in GROUPS:
            yield str(group.title), [self._row(topic) for topic in group.topics]

    def _row(self, topic: Topic) -> TopicRow:
        outside = [(str(way.label), self[f"{way}-{topic}"]) for way in OUTSIDE]
        return TopicRow(str(topic.label), self[f"product-{topic}"], outside)

    def choices(self) -> dict[tuple[Topic, Way], Pace]:
        """Return what was chosen."""
        found: dict[tuple[Topic, Way], Pace] = {}
        for topic in _topics():
            found[topic, Way.PRODUCT] = Pace.NOW if self.cleaned_data[f"product-{topic}"] else Pace.OFF
            for way in OUTSIDE:
                found[topic, way] = Pace(self.cleaned_data[f"{way}-{topic}"])
        return found

    def hours(self) -> Hours:
        """Return the hours, the zone and the language."""
        names = ("quiet_from", "quiet_until", "digest_at", "time_zone", "language")
        return Hours(**{name: self.cleaned_data[name] for name in names})


class OwnChannelForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name of the channel"), max_length=80, required=False)
    address = forms.CharField(
        label=_("Address of the channel"),
        max_length=2000,
        required=False,
        widget=PASTED,
        help_text=_("It opens the channel to whoever knows it; it is stored, and not shown again."),
    )

    def __init__(self, user: User, data: Data = None) -> None:
        super().__init__(data, prefix="own")
        kinds = [ChannelKind.WEBHOOK, ChannelKind.SERVICE]
        if user.email and settings.EMAIL_HOST and not user.channels.filter(kind=ChannelKind.EMAIL).exists():
            kinds.insert(0, ChannelKind.EMAIL)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kind.value, kind.label) for kind in kinds]


class RobotForm(forms.Form):
    field_order = ("kind", "name", "department")
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in ROBOTS])
    name = forms.CharField(label=_("Name of the group"), max_length=80, required=False)
    address = forms.CharField(
        label=_("Address of the channel"),
        max_length=2000,
        widget=PASTED,
        help_text=_("Copy it from the robot's settings. It is stored, and not shown again."),
    )
    signing_secret = forms.CharField(
        label=_("Signing secret"),
        max_length=200,
        required=False,
        widget=PASTED,
        help_text=_("Where the robot checks signatures (DingTalk, Feishu)."),
    )
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    topics = forms.MultipleChoiceField(
        label=_("The group is told"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(topic.value, topic.label) for topic in GROUP_TOPICS],
    )

    def __init__(self, departments: QuerySet[Department], data: Data = None, *, empty_label: str | None) -> None:
        super().__init__(data, prefix="robot")
        self.fields["department"] = forms.ModelChoiceField(
            label=_("Whose chat it is"), queryset=departments, required=False, empty_label=empty_label
        )
        self.order_fields(self.field_order)


class RobotChangeForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    topics = forms.MultipleChoiceField(
        label=_("The group is told"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(topic.value, topic.label) for topic in GROUP_TOPICS],
    )

    def __init__(self, channel: Channel, data: Data = None) -> None:
        values = {"name": channel.name, "language": channel.language, "topics": channel.topics}
        super().__init__(data, initial=values, prefix=f"channel-{channel.pk}")


def _topics() -> Iterator[Topic]:
    for group in GROUPS:
        yield from group.topics
