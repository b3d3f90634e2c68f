"""The arithmetic of marks: medians, spreads, totals; «не применимо» is never zero."""

import pytest

from expertise.scoring import Mark, proposals_part, standings, total

WEIGHTS, HIGHEST = {1: 2, 2: 1}, {1: 3, 2: 3}


def test_the_total_is_the_weighted_share_of_what_could_be_had():
    assert total({1: 3, 2: 0}, WEIGHTS, HIGHEST) == pytest.approx(100 * 2 / 3)


def test_not_applicable_is_left_out_and_is_no_zero():
    assert total({1: 3, 2: None}, WEIGHTS, HIGHEST) == 100
    assert total({1: 3, 2: 0}, WEIGHTS, HIGHEST) < 100


def test_nothing_judged_has_no_total():
    assert total({1: None, 2: None}, WEIGHTS, HIGHEST) is None


def test_each_criterion_has_its_median_and_spread():
    marks = [Mark(1, 1, 3), Mark(1, 2, 1), Mark(2, 1, None), Mark(2, 2, 2), Mark(1, 3, 2)]
    first, second = standings(marks, dispute_from=2)
    assert (first.count, first.median, first.spread, first.is_disputed) == (3, 2, 2, True)
    assert (second.count, second.median, second.spread, second.is_disputed) == (1, 2, 0, False)


@pytest.mark.parametrize(("dispute_from", "disputed"), [(1, True), (2, True), (3, False), (None, False)])
def test_a_dispute_begins_where_the_rubric_says(dispute_from, disputed):
    assert standings([Mark(1, 1, 3), Mark(1, 2, 1)], dispute_from)[0].is_disputed is disputed


def test_a_criterion_that_nobody_judged_is_shown_without_figures():
    assert standings([Mark(1, 1, None)], dispute_from=1)[0].median is None


@pytest.mark.parametrize(
    ("recommendations", "part"),
    [
        (["recommend", "with_edits"], False),
        (["recommend", "revise"], True),
        (["with_edits", "reject"], True),
        (["revise", "reject"], False),
        (["recommend"], False),
        ([], False),
    ],
)
def test_proposals_part_where_one_would_publish_and_another_not(recommendations, part):
    assert proposals_part(recommendations) is part
