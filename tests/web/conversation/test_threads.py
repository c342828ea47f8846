import json

from genjin.conversation.models import Comment, Thread
from genjin.conversation.operations.comments import edit_comment, open_thread, reply
from tests.cast import Cast
from tests.web.pages import signed_in

PART = {"HX-Request": "true"}


def test_answer_resolve_and_open_again(cast: Cast) -> None:
    thread = open_thread(cast.project, "几时报价 @薄远", by=cast.ling).thread
    client = signed_in(cast.bo, "en")
    html = client.post(f"/conversation/threads/{thread.pk}/comments", {"text": "周三"}, headers=PART).content.decode()
    assert html.count('class="comment"') == 2
    answered = client.post(f"/conversation/threads/{thread.pk}/resolution", headers=PART)
    assert "resolved by 薄远" in answered.content.decode()
    assert json.loads(answered["HX-Trigger"])["talked"]["marks"] == {f"project-{cast.project.pk}": 0}
    assert client.post(f"/conversation/threads/{thread.pk}/resolution").status_code == 409
    html = client.delete(f"/conversation/threads/{thread.pk}/resolution", headers=PART).content.decode()
    assert "resolved by" not in html


def test_edit_own_comment(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    client, address = signed_in(cast.ling, "en"), f"/conversation/comments/{comment.pk}/"
    form = client.get(address, headers=PART).content.decode()
    assert 'name="version" value="1"' in form
    assert "几时报价" in form
    html = client.post(address, {"text": "周三报价？", "version": "1"}, headers=PART).content.decode()
    assert "周三报价？" in html
    assert "edited" in html


def test_edit_that_came_too_late_shows_both(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    edit_comment(comment, "另一个窗口", expected_version=1, by=cast.ling)
    reply = signed_in(cast.ling).post(
        f"/conversation/comments/{comment.pk}/", {"text": "这个窗口", "version": "1"}, headers=PART
    )
    assert reply.status_code == 409
    assert reply["HX-Retarget"] == f"#comment-{comment.pk}"
    html = reply.content.decode()
    assert "另一个窗口" in html
    assert "这个窗口" in html
    assert 'name="version" value="2"' in html
    assert Comment.objects.get().text == "另一个窗口"


def test_edit_without_a_version_is_too_late(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    for version in ("", "x", "9" * 30):
        reply = signed_in(cast.ling).post(f"/conversation/comments/{comment.pk}/", {"text": "好", "version": version})
        assert reply.status_code == 409


def test_delete_offers_to_take_it_back(cast: Cast) -> None:
    comment = open_thread(cast.project, "几时报价", by=cast.ling)
    client = signed_in(cast.ling)
    deleted = client.delete(f"/conversation/comments/{comment.pk}/", headers=PART)
    assert "几时报价" not in deleted.content.decode()
    toast = json.loads(deleted["HX-Trigger"])["toast"]
    restored = client.post(toast["undo"], headers=PART)
    assert restored.status_code == 204
    assert json.loads(restored["HX-Trigger"])["talked"] == {"marks": {f"project-{cast.project.pk}": 1}, "isStale": True}
    assert not Thread.objects.get().is_deleted


def test_deleting_an_answer_leaves_the_thread(cast: Cast) -> None:
    thread = open_thread(cast.project, "几时报价", by=cast.ling).thread
    answer = reply(thread, "说错了", by=cast.bo)
    html = signed_in(cast.bo).delete(f"/conversation/comments/{answer.pk}/", headers=PART).content.decode()
    assert "几时报价" in html
    assert "说错了" not in html
