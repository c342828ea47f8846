"""A person without a mouse: goes everywhere by Tab, fills in whole forms, and remembers what was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from genjin.core import clock

MOST_TABS = 400
NUMBERED = re.compile(r"^(done-|result-)\d+$")
PANEL = "dialog.side-panel"
HERE = """() => {
  const it = document.activeElement;
  const isField = it.matches("input, textarea, select");
  const fields = [...document.querySelectorAll("dialog input, dialog textarea, dialog select")];
  return {
    isField,
    place: fields.indexOf(it),
    name: it.name ?? "",
    kind: it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase(),
    label: it.labels?.[0]?.innerText.trim() ?? "",
    options: it.tagName === "SELECT" ? [...it.options].map((option) => option.text.trim()) : [],
    chosen: it.selectedIndex ?? -1,
  };
}"""


def day(number: int) -> date:
    """Return a day, counted from today: nothing may depend on which day that is."""
    return clock.today() + timedelta(days=number)


@dataclass(frozen=True)
class As:
    """What is typed in one way and told in another: 300万, 3,000,000."""

    typed: str
    told: str


Typed = str | date | As
Values = Mapping[str, Typed | Sequence[Typed] | None]


@dataclass
class Keyboard:
    """Presses keys and nothing else.

    `told` are the values that were filled in, with the `chapter` they belong to, or that of the field (`elsewhere`).
    """

    page: Page
    chapter: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, selector: str) -> None:
        """Go on by Tab until this element has the focus; its page has loaded, so that its scripts hear the next key."""
        self.page.wait_for_load_state()
        expect(self.page.locator(selector).first).to_be_visible()
        for _press in range(MOST_TABS):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def press_on(self, selector: str) -> None:
        self.go_to(selector)
        self.press("Enter")

    def open(self, selector: str) -> None:
        """Open a form at the side of the page; its first field then has the focus."""
        self.press_on(selector)
        expect(self.page.locator(PANEL)).to_be_visible()
        expect(self.page.locator(f"{PANEL} form :is(input, textarea, select):focus")).to_have_count(1)

    def add(self, selector: str, **values: Typed | Sequence[Typed] | None) -> None:
        """Open a form, fill in every one of its fields and save it. None leaves a field as it is."""
        self.open(selector)
        self.fill_in(values)
        self.save()

    def save(self) -> None:
        self.press("Control+Enter")
        expect(self.page.locator(PANEL)).not_to_be_visible()

    def fill_in(self, values: Values) -> None:
        """Go through the open form by Tab; refuses a field for which there is no value, and a value without a field."""
        waiting = {name: list(value) if isinstance(value, list) else [value] for name, value in values.items()}
        met, seen = set(), set()
        while (here := self.page.evaluate(HERE))["isField"]:
            if here["place"] not in seen and here["kind"] != "file":
                seen.add(here["place"])
                name = NUMBERED.sub(r"\1", here["name"])
                assert name in values, f"what is to be typed into “{here['label']}” ({name})?"
                met.add(name)
                self._enter(here, waiting[name], self.elsewhere.get(name, self.chapter))
            self.press("Tab")
        assert met == set(values)
        assert not any(left for name, left in waiting.items() if name != "done-"), waiting

    def _enter(self, here: dict, waiting: list, chapter: str) -> None:  # type: ignore[type-arg]
        if here["kind"] == "checkbox":
            label = next((label for label in waiting if label and str(label) in here["label"]), None)
            if label is not None:
                self.press("Space")
                waiting.remove(label)
                self._tell(label, chapter)
            elif waiting == [None]:
                waiting.clear()
            return
        value = waiting.pop(0) if waiting else None
        if value is None:
            return
        if here["kind"] == "select":
            self._choose(here, str(value))
        elif here["kind"] == "date":
            self._type_day(value)
        else:
            self.press("Control+A")
            self.page.keyboard.type(value.typed if isinstance(value, As) else str(value))
        self._tell(value, chapter)

    def _choose(self, here: dict, label: str) -> None:  # type: ignore[type-arg]
        steps = here["options"].index(label) - here["chosen"]
        self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].text.trim()")
        assert chosen == label

    def _type_day(self, day: date) -> None:
        """Type into the browser's own field for a day: three fields, in the order of the language it was started in."""
        for parts in (("%m", "%d", "%Y"), ("%Y", "%m", "%d"), ("%d", "%m", "%Y")):
            self.press(*["ArrowLeft"] * 3)
            for part in parts:
                self.page.keyboard.type(day.strftime(part))
                if part == "%Y":  # two figures lead on by themselves, four do not
                    self.press("ArrowRight")
            if self.page.evaluate("document.activeElement.value") == day.isoformat():
                return
        raise AssertionError(f"{day} cannot be typed")

    def _tell(self, value: Typed, chapter: str) -> None:
        text = value.told if isinstance(value, As) else str(value)
        self.told += [(chapter, line) for line in text.splitlines()]
