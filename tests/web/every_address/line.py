"""One line of the table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tests.cast import Cast
from tests.web.every_address.audiences import Audience
from tests.web.every_address.samples import Sample


@dataclass(frozen=True)
class Line:
    """One address, and who gets what there; `reverse` turns name and places into the address."""

    name: str
    places: Sequence[str | Sample] = ()
    get: Audience | None = None
    post: Audience | None = None
    delete: Audience | None = None
    query: str = ""
    body: Callable[[], Mapping[str, object]] = dict

    def __str__(self) -> str:
        return " ".join([self.name, *(place for place in self.places if isinstance(place, str))])

    def address(self, cast: Cast) -> str:
        values = [place if isinstance(place, str) else place(cast) for place in self.places]
        return reverse(self.name, args=values) + (f"?{self.query}" if self.query else "")

    def methods(self) -> dict[str, Audience | None]:
        return {"GET": self.get, "POST": self.post, "DELETE": self.delete}
