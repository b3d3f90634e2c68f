"""Facets as bits give what a plain loop over the pages gives."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from library.facets import FacetIndex, Row

VALUES = st.lists(st.sampled_from("абвг"), max_size=3, unique=True).map(tuple)
NAMES = ("type", "subject", "year")
ROWS = st.lists(
    st.builds(
        Row,
        page_id=st.integers(1, 60),
        date=st.integers(0, 5).map(float),
        values=st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)),
        expires=st.none() | st.integers(0, 5).map(float),
    ),
    max_size=30,
    unique_by=lambda row: row.page_id,
)
FILTERS = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from("абвгд"), max_size=3), max_size=3)
MANY = settings(max_examples=150, deadline=None)


def has(row, filters, but=None):
    """Does the page pass every filter, but one?"""
    return all(not values or name == but or set(values) & set(row.values[name]) for name, values in filters.items())


def ids(index, bits):
    return set(index.newest_ids(bits, 0, 1000))


def picture(*pairs):
    """An index of (page id, subjects) pairs."""
    return FacetIndex.of(Row(pk, float(pk), {"subject": tuple(subjects)}) for pk, subjects in pairs)


def test_values_within_a_facet_add_up_and_facets_narrow_each_other():
    index = FacetIndex.of(
        [
            Row(1, 1.0, {"subject": ("физика",), "year": ("2020",)}),
            Row(2, 2.0, {"subject": ("химия", "физика"), "year": ("2021",)}),
            Row(3, 3.0, {"subject": ("химия",), "year": ("2020",)}),
        ]
    )
    assert ids(index, index.narrowed(index.everything, {"subject": ["физика", "химия"]})) == {1, 2, 3}
    assert ids(index, index.narrowed(index.everything, {"subject": ["физика"], "year": ["2020"]})) == {1}
    assert index.counts("subject", index.everything) == {"физика": 2, "химия": 2}
    assert index.counts("year", index.narrowed(index.everything, {"subject": ["химия"]})) == {"2020": 1, "2021": 1}


def test_an_empty_library_counts_nothing_and_breaks_nothing():
    index = FacetIndex.of([])
    assert index.everything == 0
    assert index.counts("subject", 0) == {}
    assert index.newest_ids(0, 0, 20) == []
    assert index.bits_of([1, 2]) == 0
    assert not index.contains(0)(1)


def test_a_value_nobody_has_finds_nothing():
    index = picture((1, "а"))
    assert index.narrowed(index.everything, {"subject": ["я"]}) == 0
    assert index.narrowed(index.everything, {"нет такого": ["а"]}) == 0


def test_a_filter_without_values_is_no_filter():
    index = picture((1, "а"))
    assert index.narrowed(index.everything, {"subject": []}) == index.everything


def test_the_newest_stand_first_and_equal_dates_by_the_larger_number():
    index = FacetIndex.of(Row(pk, date, {}) for pk, date in [(1, 5.0), (2, 5.0), (3, 9.0), (4, 1.0)])
    assert index.newest_ids(index.everything, 0, 10) == [3, 2, 1, 4]
    assert index.newest_ids(index.everything, 1, 2) == [2, 1]
    assert index.newest_ids(index.everything, 9, 2) == []


def test_a_page_is_over_at_its_very_moment():
    index = FacetIndex.of([Row(1, 1.0, {}, expires=10.0), Row(2, 2.0, {})])
    assert [ids(index, index.shown_bits(now)) for now in (9.9, 10.0, 10.1)] == [{1, 2}, {2}, {2}]


def test_an_older_picture_stays_as_it_was_when_a_newer_one_is_made():
    old = picture((1, "а"), (2, "б"))
    new = old.updated({1}, [Row(1, 1.0, {"subject": ("б",)})])
    assert old.counts("subject", old.everything) == {"а": 1, "б": 1}
    assert new.counts("subject", new.everything) == {"б": 2}


@MANY
@given(ROWS, FILTERS, st.integers(0, 6))
def test_filters_and_counts_are_those_of_a_plain_loop(rows, filters, now):
    index = FacetIndex.of(rows)
    shown = [row for row in rows if row.expires is None or row.expires > now]
    bits = index.shown_bits(now)
    found = index.narrowed(bits, filters)
    assert ids(index, found) == {row.page_id for row in shown if has(row, filters)}
    assert found.bit_count() == len(ids(index, found))
    for name in NAMES:
        among = [row for row in shown if has(row, filters, but=name)]
        naive = {value: sum(value in row.values[name] for row in among) for value in "абвг"}
        assert index.counts(name, index.narrowed(bits, filters, but=name)) == {v: n for v, n in naive.items() if n}


@MANY
@given(ROWS, st.integers(1, 7))
def test_pages_of_the_list_follow_each_other_without_repeats_or_gaps(rows, size):
    index = FacetIndex.of(rows)
    seen = [pk for start in range(0, len(rows), size) for pk in index.newest_ids(index.everything, start, size)]
    assert seen == [row.page_id for row in sorted(rows, key=lambda row: (row.date, row.page_id), reverse=True)]


@MANY
@given(ROWS, st.lists(st.tuples(ROWS, st.sets(st.integers(1, 60))), max_size=4), st.integers(0, 6))
def test_a_picture_brought_up_to_date_is_the_one_made_anew(rows, changes, now):
    updated, known = FacetIndex.of(rows), {row.page_id: row for row in rows}
    for fresh, gone in changes:
        updated = updated.updated(gone | {row.page_id for row in fresh}, fresh)
        known = {pk: row for pk, row in known.items() if pk not in gone} | {row.page_id: row for row in fresh}
    anew = FacetIndex.of(known.values())
    assert updated.rows == anew.rows
    assert updated.newest_ids(updated.everything, 0, 1000) == anew.newest_ids(anew.everything, 0, 1000)
    for one, other in ((updated, anew), (updated.at(now), anew.at(now))):
        assert one.bits.keys() - {"new"} == other.bits.keys() - {"new"}
        for name in (*NAMES, "new"):
            assert one.counts(name, one.everything) == other.counts(name, other.everything)
            assert set(one.bits.get(name, {})) == set(other.bits.get(name, {}))


def test_a_change_of_one_page_among_many_touches_only_its_own_bits(monkeypatch):
    index = FacetIndex.of(Row(pk, float(pk), {"subject": ("а",), "kind": ("к",)}) for pk in range(1, 1001))
    monkeypatch.setattr(FacetIndex, "of", None)
    edited = index.updated({500}, [Row(500, 500.0, {"subject": ("б",), "kind": ("к",)})])
    assert edited.counts("subject", edited.everything) == {"а": 999, "б": 1}
    assert edited.bits["kind"] == index.bits["kind"]
    grown = edited.updated({7}, [Row(1001, 1001.0, {"subject": ("б",)})])
    assert grown.counts("subject", grown.everything) == {"а": 998, "б": 2}
    assert grown.newest_ids(grown.everything, 0, 2) == [1001, 1000]
    assert index.counts("subject", index.everything) == {"а": 1000}


def test_empty_places_are_cleared_away_when_they_are_many():
    index = FacetIndex.of(Row(pk, float(pk), {}) for pk in range(1, 1001))
    left = index.updated(set(range(1, 900)), [])
    assert len(left.page_ids) == 101
    assert left.newest_ids(left.everything, 0, 3) == [1000, 999, 998]


@MANY
@given(ROWS, st.sets(st.integers(1, 80)))
def test_bits_of_pages_and_pages_of_bits_are_each_other(rows, wanted):
    index = FacetIndex.of(rows)
    bits = index.bits_of(wanted)
    belongs = index.contains(bits)
    assert ids(index, bits) == wanted & {row.page_id for row in rows}
    assert {pk for pk in range(1, 81) if belongs(pk)} == ids(index, bits)


def test_one_page_with_many_values_is_counted_once_under_each():
    index = FacetIndex.of([replace(Row(1, 1.0, {}), values={"subject": ("а", "б", "в")})])
    assert index.counts("subject", index.everything) == dict.fromkeys("абв", 1)
    assert index.narrowed(index.everything, {"subject": ["а", "б"]}).bit_count() == 1
