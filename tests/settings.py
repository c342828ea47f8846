"""The product's settings, with a data folder of their own that is thrown away, and nothing slow."""

import atexit
import os
import shutil
import tempfile

# how this machine's own installation is set up says nothing about the tests
for name in [name for name in os.environ if name.startswith("GENJIN_")]:
    del os.environ[name]
# one folder for each process: pytest-xdist workers never share a file
os.environ["GENJIN_DATA"] = tempfile.mkdtemp(prefix="genjin-test-")
os.environ["GENJIN_SECRET_KEY"] = "only-for-tests"
atexit.register(shutil.rmtree, os.environ["GENJIN_DATA"], ignore_errors=True)

from genjin.config.settings import *  # noqa: E402, F403  the data folder has to be named first
from genjin.config.settings import DATABASES, STORAGES  # noqa: E402

# files under their own names, straight from the finders: a test needs no collectstatic
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a real file, so that locking is as in production, but never waited for to reach the disk
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['GENJIN_DATA']}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
