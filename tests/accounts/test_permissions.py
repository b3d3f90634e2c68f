"""The one door for «may this person do this to that»."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import ALLOWED, DENIED, ActionRefused, Verdict, can, demand, rule


def work():
    """Return a new class with a subclass: rules of one test never meet another's."""

    class Work:
        pass

    class Article(Work):
        pass

    return Work, Article


def test_what_has_no_rule_is_refused_with_a_reason():
    Work, _article = work()
    verdict = can(User(), "burn", Work())
    assert not verdict
    assert str(verdict.reason)


def test_a_rule_is_asked_with_the_person_and_the_thing():
    Work, _article = work()
    vera, thing = User(email="vera@school.example"), Work()
    rule(Work, "read")(lambda user, obj: Verdict(user is vera and obj is thing))
    assert can(vera, "read", thing)
    assert not can(User(), "read", thing)
    assert not can(vera, "write", thing)


def test_where_nothing_exists_yet_the_class_is_asked():
    Work, _article = work()
    rule(Work, "make")(lambda user, obj: Verdict(obj is Work))
    assert can(User(), "make", Work)


def test_a_rule_holds_for_subclasses_until_they_have_their_own():
    Work, Article = work()
    rule(Work, "read")(lambda user, obj: ALLOWED)
    assert can(User(), "read", Article())
    rule(Article, "read")(lambda user, obj: DENIED)
    assert not can(User(), "read", Article())
    assert can(User(), "read", Work())


def test_a_second_rule_for_one_question_is_refused():
    Work, _article = work()
    first = rule(Work, "read")(lambda user, obj: DENIED)
    with pytest.raises(ValueError, match=r"Work\.read"):
        rule(Work, "read")(lambda user, obj: ALLOWED)
    assert not can(User(), "read", Work())
    assert rule(Work, "read")(first) is first


def test_a_superuser_may_do_all_but_only_while_active():
    Work, _article = work()
    assert can(User(is_superuser=True), "burn", Work())
    assert not can(User(is_superuser=True, is_active=False), "burn", Work())


def test_a_visitor_without_an_account_is_asked_like_anybody():
    Work, _article = work()
    rule(Work, "read")(lambda user, obj: Verdict(not user.is_authenticated, "Только для гостей."))
    assert can(AnonymousUser(), "read", Work())
    assert not can(AnonymousUser(), "write", Work())


def test_a_refused_demand_says_the_reason_and_an_allowed_one_nothing():
    Work, _article = work()
    rule(Work, "read")(lambda user, obj: ALLOWED)
    rule(Work, "burn")(lambda user, obj: Verdict(False, "Рукописи не горят."))
    assert demand(User(), "read", Work()) is None
    with pytest.raises(ActionRefused, match=r"Рукописи не горят\."):
        demand(User(), "burn", Work())
