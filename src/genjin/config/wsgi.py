"""The application that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genjin.config.settings")
application = get_wsgi_application()

# What stands now stays until the end: the collector need not go through a hundred thousand objects of modules, models
# and translations again and again while pages are made.
gc.collect()
gc.freeze()
