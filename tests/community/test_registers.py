"""Numbers of registers and records of what people have done."""

from datetime import date

import pytest
from django.db import transaction

from community.activity import record_activity, withdraw_activity
from community.enums import ActivityKind
from community.models import ActivityRecord, NumberSeries
from community.numbering import next_number
from tests.making import person

DAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_a_register_counts_from_one_and_registers_do_not_mix():
    assert [next_number("conclusion-2026") for _time in range(3)] == [1, 2, 3]
    assert next_number("conclusion-2027") == 1


@pytest.mark.django_db
def test_a_number_of_a_deed_that_failed_is_given_again():
    next_number("works-2026")
    with transaction.atomic():
        assert next_number("works-2026") == 2
        transaction.set_rollback(True)
    assert next_number("works-2026") == 2


@pytest.mark.django_db(transaction=False)
def test_a_number_outside_of_a_transaction_is_refused(monkeypatch):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(transaction.TransactionManagementError):
        next_number("works-2026")
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_a_deed_told_twice_is_one_record_with_the_last_words():
    teacher, work = person(), person()
    deed = {"person": teacher, "kind": ActivityKind.MATERIAL_PUBLISHED, "on": DAY, "target": work}
    record_activity(**deed, text="Опубликована работа «Снег»")
    record_activity(**deed, text="Опубликована работа «Снег и лёд»")
    assert [record.text for record in ActivityRecord.objects.of_person(teacher)] == ["Опубликована работа «Снег и лёд»"]


@pytest.mark.django_db
def test_what_was_done_counts_in_its_period_and_is_taken_back_alone():
    teacher, work, other = person(), person(), person()
    for target in (work, other):
        record_activity(person=teacher, kind=ActivityKind.REVIEW_SUBMITTED, on=DAY, text="Отзыв", target=target)
    records = ActivityRecord.objects.of_person(teacher)
    assert records.within(DAY, DAY).count() == 2
    assert records.within(date(2026, 1, 1), date(2026, 11, 19)).count() == 0
    withdraw_activity(kind=ActivityKind.REVIEW_SUBMITTED, target=work)
    assert [record.object_id for record in records.all()] == [other.pk]
