"""The methodist's report: load and time to decision."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from expertise.models import Conclusion, ExpertAssignment, ReviewRound
from expertise.reports import make_report
from tests.expertise import making_outcomes as making
from tests.making import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


def report_of(viewer=None):
    today = timezone.localdate()
    return make_report(today.replace(month=1, day=1), today, viewer or making.methodist())


def signed_after(sections, works, days, title):
    """A round that was opened `days` ago, waited two days for the methodist and one for the chair."""
    now = timezone.now()
    conclusion = making.judged(sections, works, title=title)
    ReviewRound.objects.filter(pk=conclusion.round_id).update(opened_at=now - timedelta(days=days))
    Conclusion.objects.filter(pk=conclusion.pk).update(offered_at=now - timedelta(days=1))
    ExpertAssignment.objects.filter(round=conclusion.round_id).update(
        invited_at=now - timedelta(days=days),
        accepted_at=now - timedelta(days=days - 2),
        submitted_at=now - timedelta(days=3),
    )
    return conclusion


def test_steps_have_their_median_and_longest_days(sections, works):
    for days, title in ((10, "Быстро"), (20, "Долго")):
        signed_after(sections, works, days, title)
    steps = {step.name: (step.count, step.median, step.longest) for step in report_of().steps}
    assert steps == {
        "Эксперт соглашается": (4, 2, 2),
        "Эксперт пишет отзыв": (4, 10, 15),
        "Методист составляет проект": (2, 2, 2),
        "Председатель подписывает": (2, 1, 1),
        "Весь круг, от открытия до подписи": (2, 15, 20),
    }


def test_rounds_are_counted_by_rubric_and_subject_and_experts_by_their_load(sections, works):
    signed_after(sections, works, 10, "Готова")
    round = making.open_round(making.work(sections, works, "Идёт"))
    late = making.invited(round, 1)
    late.work_due_on = timezone.localdate() - timedelta(days=1)
    late.save()
    guest = making.invited(round, 2)
    guest.expert, guest.guest_name, guest.guest_email = None, "Гость", "guest@example.org"
    guest.key_hash = "0" * 64
    guest.save()
    report = report_of()
    assert [(row.name, row.rounds, row.concluded, row.days) for row in report.rubrics] == [
        ("Лист для уроков", 2, 1, 10)
    ]
    assert [(row.name, row.rounds) for row in report.kinds] == [("сценарий", 2)]
    assert [(row.name, row.rounds) for row in report.subjects] == [("Окружающий мир", 2)]
    loads = {load.name: (load.invited, load.submitted, load.pending, load.overdue) for load in report.experts}
    assert loads[late.expert.email] == (1, 0, 1, 1)
    assert loads["Гость (без учётной записи)"] == (1, 0, 1, 0)
    assert loads["Канарей Эксперткин1"] == (1, 1, 0, 0)


def test_who_judges_the_viewers_own_work_is_in_no_figure(sections, works):
    methodist = making.methodist()
    page = making.work(sections, works, "Моя")
    page.owner = methodist
    page.save()
    making.review(making.open_round(page), 1)
    assert report_of(methodist).experts == ()
    assert len(report_of().experts) == 1


def test_who_judges_a_work_that_the_viewer_is_a_co_author_of_is_in_no_figure(sections, works):
    methodist = making.methodist()
    round = making.open_round(making.work(sections, works, "Наша"))
    round.people.add(methodist)
    making.review(round, 1)
    assert report_of(methodist).experts == ()
    assert len(report_of().experts) == 1


def test_the_report_asks_the_same_for_few_rounds_and_many(sections, works):
    viewer = making.methodist()
    making.judged(sections, works, title="Одна")
    few = queries_of(lambda: report_of(viewer))
    for number in range(4):
        making.judged(sections, works, title=f"Работа {number}")
    assert queries_of(lambda: report_of(viewer)) == few == 2


def test_the_screen_and_the_book_say_the_same(client, sections, works):
    signed_after(sections, works, 10, "Готова")
    client.force_login(making.methodist())
    address = reverse("expertise_report")
    text = client.get(address).content.decode()
    assert "Канарей Эксперткин1" in text
    book = load_workbook(io.BytesIO(client.get(f"{address}?export=xlsx").content))
    assert book.sheetnames == ["Шаги", "Листы оценки", "Виды работ", "Предметы", "Эксперты"]
    assert book["Предметы"]["A2"].value == "Окружающий мир"
    wrong = client.get(f"{address}?start=2026-12-31&end=2026-01-01").content.decode()
    assert "Конец периода раньше начала" in wrong
    assert client.get(f"{address}?start=вчера&export=xlsx").status_code == 200


def test_a_period_without_rounds_has_nothing(sections, works):
    conclusion = signed_after(sections, works, 10, "Готова")
    day = timezone.localdate(conclusion.signed_at) - timedelta(days=4000)
    report = make_report(day, day, making.methodist())
    assert (report.rubrics, report.subjects, report.experts) == ((), (), ())
