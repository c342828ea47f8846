"""The product with demo data, served from this process, so that its clock can be stopped with that of the process."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def product() -> Iterator[str]:
    """Serve a fresh installation on a free port; yields its address."""
    with tempfile.TemporaryDirectory(prefix="genjin-pictures-") as data:
        os.environ |= {"GENJIN_DATA": data, "DJANGO_SETTINGS_MODULE": "genjin.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        with _served() as address:
            yield address


@contextmanager
def _served() -> Iterator[str]:
    # Django has to know its data folder before it is imported
    import django  # noqa: PLC0415

    django.setup()
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415

    from genjin.config.wsgi import application  # noqa: PLC0415
    from genjin.core import clock  # noqa: PLC0415
    from genjin.setup.database import prepare_database  # noqa: PLC0415
    from genjin.setup.demo import load_demo_data  # noqa: PLC0415

    prepare_database()
    load_demo_data(today=clock.today())
    quiet = type("Quiet", (WSGIRequestHandler,), {"log_message": lambda *_arguments: None})
    server = ThreadedWSGIServer(("127.0.0.1", 0), quiet)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
