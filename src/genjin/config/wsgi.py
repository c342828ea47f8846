"""The application that the web server loads."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils import translation

from genjin.core.parent import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genjin.config.settings")
application = get_wsgi_application()


def _keep_what_stays() -> None:
    """Load the views and both languages now, and keep the garbage collector from going through them for good.

    It would look at a quarter of a million objects of modules, models and translations again and again while pages are
    made: a third of the time of the largest (docs/benchmarks.md).
    """
    get_resolver().url_patterns  # noqa: B018  a property that loads them
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Today")
    gc.collect()
    gc.freeze()


_keep_what_stays()
end_with_parent()
