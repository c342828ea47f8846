import pytest

from genjin.planning.operations.buying_signals import confirm_signal, dismiss_signal
from genjin.text.detection.measured import measured
from tests.cast import Cast
from tests.web.pages import signed_in

pytestmark = pytest.mark.usefixtures("phrases")


def test_the_page_states_what_was_measured(cast: Cast) -> None:
    page = signed_in(cast.ada).get("/signals/quality/").content.decode()
    shipped = [reading for reading in measured().readings if reading.limits == "shipped"]
    assert len(shipped) >= 2
    for reading in shipped:
        assert f"<td>{100 * reading.precision:.0f} %</td><td>{100 * reading.recall:.0f} %</td>" in page
    assert page.count("<tr><th scope") >= len(shipped) + len(measured().types)
    assert "这里还没有确认或忽略过信号" in page


def test_the_page_tells_what_was_decided_here_and_what_that_teaches(cast: Cast) -> None:
    for number in range(10):
        signal = cast.log(feedback=f"方案认可{number}").signals.get()
        (confirm_signal if number < 3 else dismiss_signal)(signal, by=cast.ling)
        signal.refresh_from_db()
        type(signal).objects.filter(pk=signal.pk).update(evidence=f"方案认可{number}")
    page = signed_in(cast.ling).get("/signals/quality/").content.decode()
    assert "确认了 3 条、忽略了 7 条：准确率 30 %" in page
    assert "<td>3</td><td>7</td><td>30 %</td><td>70 %</td>" in page
    assert "目前有 7 条" in page
