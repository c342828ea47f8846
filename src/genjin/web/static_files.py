"""How static files are named and sent."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed names also in the `import` lines of scripts, so that no module is loaded under two names."""

    support_js_module_import_aggregation = True
