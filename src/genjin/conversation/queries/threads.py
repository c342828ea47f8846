"""Which threads and comments a person may see, and which of them are about what."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from genjin.conversation.kinds import Thing, kind_of
from genjin.conversation.models import Comment, Mention, Thread
from genjin.conversation.queries.mergers import ids_within
from genjin.conversation.queries.standing import in_seen_places, in_standing_places, standing
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp

Key = tuple[str, int]


def visible_threads(user: User) -> QuerySet[Thread]:
    """Return the threads about everything that this person may see."""
    return in_seen_places(standing(Thread.objects.all()), user)


def visible_comments(user: User) -> QuerySet[Comment]:
    """Return what was said in the threads that this person may see."""
    # asked of each comment on its own: the latest that hold a word are found without looking at all threads
    seen = Exists(visible_threads(user).filter(pk=OuterRef("thread")))
    return Comment.objects.filter(seen, deleted_at=None).select_related("thread", "by")


def comments_since(project: Project, moment: datetime, *, most: int = 100) -> QuerySet[Comment]:
    """Return the latest comments within a visible project since a moment, with authors and mentions."""
    comments = Comment.objects.filter(deleted_at=None, at__gt=moment, thread__in=threads_about(project))
    whole = comments.select_related("thread", "by").prefetch_related("mentions__person")
    return whole.order_by("-at", "-pk")[:most]


def deleted_comments(user: User) -> QuerySet[Comment]:
    """Return the deleted comments about what this person may see: what can be brought back."""
    threads = in_seen_places(in_standing_places(Thread.objects.all()), user)
    return Comment.objects.filter(deleted_at__isnull=False, thread__in=threads).select_related("thread", "by")


def threads_about(thing: Thing) -> QuerySet[Thread]:
    """Return the threads about a visible thing: of a row also those about its items, of a project and a customer all.

    A customer's are those about itself; who asks adds those of its visible projects (`threads_of_projects`).
    """
    threads = standing(Thread.objects.all())
    if isinstance(thing, FollowUp):
        return threads.filter(follow_up=thing)
    if isinstance(thing, Project):
        return threads.filter(_in_projects([thing.pk]))
    if isinstance(thing, Customer):
        return threads.filter(customer__in=ids_within(thing.pk))
    return threads.filter(target_type=kind_of(thing).key, target_id=thing.pk)


def threads_of_customer(customer: Customer, projects: Collection[int]) -> QuerySet[Thread]:
    """Return the threads about a visible customer and within these of its projects."""
    own = Q(customer__in=ids_within(customer.pk))
    return standing(Thread.objects.all()).filter(own | _in_projects(projects))


def open_by_row(row_ids: Collection[int]) -> dict[int, int]:
    """Return how many open threads there are in each of these visible rows of the plan table; none: left out."""
    threads = Thread.objects.filter(follow_up__in=row_ids, resolved_at=None, deleted_at=None)
    return dict(threads.order_by().values_list("follow_up").annotate(Count("pk")))


def open_by_thing(project: Project) -> dict[Key, int]:
    """Return how many open threads there are about each thing of a visible project; none: left out.

    What is said about the lines of a row counts for the row as well.
    """
    threads = Thread.objects.filter(_in_projects([project.pk]), resolved_at=None, deleted_at=None)
    found: dict[Key, int] = {}
    for key, pk, row, count in (
        threads.order_by().values_list("target_type", "target_id", "follow_up").annotate(Count("pk"))
    ):
        for thing in {(key, pk), ("followup", row)} if row else {(key, pk)}:
            found[thing] = found.get(thing, 0) + count
    return found


def open_count(thing: Thing) -> int:
    """Return how many open threads the mark of a visible thing shows: of a row those of its lines too."""
    if isinstance(thing, FollowUp):
        return open_by_row([thing.pk]).get(thing.pk, 0)
    found = Thread.objects.filter(target_type=kind_of(thing).key, resolved_at=None, deleted_at=None)
    ids = ids_within(thing.pk) if isinstance(thing, Customer) else [thing.pk]
    return found.filter(target_id__in=ids).count()


def waiting_mentions(user: User) -> QuerySet[Mention]:
    """Return where this person was asked by name and has not answered, the latest first."""
    waiting = Mention.objects.filter(
        person=user, settled_at=None, comment__deleted_at=None, comment__thread__resolved_at=None
    )
    seen = waiting.filter(comment__thread__in=visible_threads(user))
    return seen.select_related("comment__by", "comment__thread").order_by("-pk")


def own_mentions(user: User) -> QuerySet[Mention]:
    """Return where this person was asked by name in what this person may see, settled or not."""
    mentions = Mention.objects.filter(person=user, comment__deleted_at=None)
    return mentions.filter(comment__thread__in=visible_threads(user)).select_related("comment__thread")


def _in_projects(projects: Collection[int]) -> Q:
    """Return the condition that a thread lies in one of the projects, by way of keys alone: no join over all rows."""
    rows = FollowUp.objects.filter(project__in=projects, deleted_at=None).values("pk")
    return Q(project__in=projects) | Q(follow_up__in=rows)
