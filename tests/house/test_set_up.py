from pathlib import Path

import pytest

from tools import build_assets, set_up


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "STAMPS", tmp_path / "stamps.json")
    return tmp_path


def test_step_is_stale_until_stamped_and_after_its_source_changed(root: Path) -> None:
    source = root / "lock.txt"
    source.write_text("one")
    assert set_up.is_stale("step", set_up.hash_of([source]))
    set_up.write_stamps(step=set_up.hash_of([source]))
    assert not set_up.is_stale("step", set_up.hash_of([source]))
    source.write_text("two")
    assert set_up.is_stale("step", set_up.hash_of([source]))


def test_step_is_stale_when_its_result_is_gone(root: Path) -> None:
    set_up.write_stamps(step="same")
    assert set_up.is_stale("step", "same", root / "result")


@pytest.mark.usefixtures("root")
def test_spoilt_stamps_count_as_none() -> None:
    set_up.STAMPS.write_text("{half")
    assert set_up.read_stamps() == {}


def test_sprite_holds_each_icon_once_without_its_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    icons = tmp_path / "@tabler" / "icons" / "icons" / "outline"
    icons.mkdir(parents=True)
    frame, shape = '<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', '<path d="M4 7h2"/>'
    (icons / "calendar.svg").write_text(f'<svg xmlns="{build_assets.SVG}">{frame}{shape}</svg>')
    monkeypatch.setattr(build_assets, "PACKAGES", tmp_path)
    sprite = build_assets.draw_sprite(["calendar"]).decode()
    assert 'id="calendar"' in sprite
    assert sprite.count("<path") == 1


def test_unknown_icon_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_assets, "PACKAGES", tmp_path)
    with pytest.raises(SystemExit, match="no-such-icon"):
        build_assets.draw_sprite(["no-such-icon"])
