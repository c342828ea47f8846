"""Find the system's Chromium for the browser tests; as a script, install it when root on Debian and none is here."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # containers often have only 64 MB of shared memory
]
MISSING = "No Chromium here: the browser tests are left out (install the package chromium to run them)."


def find_chromium() -> str | None:
    """Return the path of the system's Chromium or Chrome; CHROMIUM in the environment goes first."""
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *NAMES))), None)


def install_chromium() -> None:
    """Install Debian's package and a Chinese font; a failure is told by the missing browser, not by this."""
    print("• Installing Chromium for the browser tests …", flush=True)
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]):
        command = ["apt-get", "-qq", *arguments]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet)


if __name__ == "__main__":
    if find_chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install_chromium()
    if find_chromium() is None:
        print(MISSING, file=sys.stderr)
