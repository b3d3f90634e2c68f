"""What the page of a programme or of a subproject shows beside its own words: the plan, goals, news, groups, reports, documents.

Remembered between requests, for none of it depends on who asks: every verb behind it writes its change down.
"""

from home.remembered import Remembered
from programmes.goals import goals_of
from programmes.groups import groups_of, part_context
from programmes.models import SubprojectPage
from programmes.news_lists import news_about
from programmes.norm_list import regulations_of
from programmes.plan_rows import shown_subprojects
from programmes.plans import plan_of
from programmes.progress_page import course_of

# A programme with 40 items and 30 indicators takes 0.4 MB; a centre has five programmes with some tens of parts.
_remembered = Remembered(most=60)


def around_programme(page):
    """Return what the page of a programme adds to its context, beside what depends on the request."""
    return _remembered.of(page, read_around_programme)


def around_part(page):
    """The same for a subproject."""
    return _remembered.of(page, read_around_part)


def read_around_programme(page):
    """Read it now: in a number of queries that no size changes."""
    return {
        **course_of(page),
        **plan_of(page),
        **news_about(programme=page),
        **goals_of(page),
        **groups_of(page),
        **regulations_of(page),
        "subprojects": list(shown_subprojects(page).values()),
    }


def read_around_part(page):
    """The same for a subproject."""
    programme = page.get_parent()
    siblings = SubprojectPage.objects.sibling_of(page, inclusive=True).shown().defer("body", "passport")
    return {
        **course_of(page),
        **news_about(subproject=page),
        **part_context(page),
        **goals_of(programme.specific, page),
        "programme": programme,
        "siblings": list(siblings.order_by("number", "title")),
    }
