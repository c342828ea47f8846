"""How static files are named and sent."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed names also in the `import` lines of scripts, so that no module is loaded under two names.

    A file keeps its address as long as the server runs, so each is worked out once: a page asks for some sixty.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  handed on as they are
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002  Django's own signature
        """Return the address of a file."""
        if force or name is None:
            return str(super().url(name or "", force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]
