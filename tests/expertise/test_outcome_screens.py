"""The screens of the outcome: who comes in, what each shows, and that nobody reads a hidden name (P2)."""

import io
import re
import zipfile

import pytest
from django.core.cache import cache
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import Role
from community import check_views
from community.models import OutboxMail
from expertise.author_voice import appeal_conclusion
from expertise.concluding import sign_conclusion
from expertise.conclusion_paper import paper_document, paper_html, paper_of
from expertise.confirming import confirm_edits
from expertise.enums import Anonymity, AppealState, ConclusionState, Recommendation, RemarkForce
from expertise.models import Conclusion, RemarkAnswer
from expertise.revoking import revoke_conclusion
from expertise.showing import author_view, public_view
from files.writers import write_docx
from tests.expertise import making_outcomes as making
from tests.making import person, queries_of

pytestmark = pytest.mark.django_db
REMARKS = [(RemarkForce.OBLIGATORY, "Назвать цели"), (RemarkForce.ADVISORY, "Добавить фото")]


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


def words(response):
    """The text of a response with plain spaces: the site binds short words to the next."""
    return response.content.decode("utf-8", "replace").replace("\xa0", " ")


def author(works, conclusion):
    return works.authors[conclusion.round.page_id]


def traces(conclusion):
    """Everything that would tell who the experts are."""
    for assignment in conclusion.round.assignments.select_related("expert"):
        yield from (assignment.expert.email, assignment.expert.last_name, assignment.expert.first_name)


def leaks(text, conclusion):
    """Return the traces of experts in `text`."""
    return [trace for trace in traces(conclusion) if trace.casefold() in text.casefold()]


# Anonymity -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anonymity", [Anonymity.EXPERT_HIDDEN, Anonymity.BOTH_HIDDEN])
def test_no_name_of_a_hidden_expert_comes_to_author_or_visitor(client, sections, works, anonymity):
    round = making.open_round(making.work(sections, works), anonymity=anonymity)
    making.review(round, 1, wish=Recommendation.REVISE, remarks=REMARKS)
    making.review(round, 2, wish=Recommendation.REJECT, text="Особое мнение.", note_to_centre="Тайная записка")
    signed = sign_conclusion(conclusion=making.drafted(round, Recommendation.REVISE), by=making.chair())
    client.force_login(author(works, signed))
    answers = [
        client.get(reverse("expertise:author_conclusion", args=[signed.pk])),
        client.get(reverse("expertise:conclusion_check", args=[signed.code])),
        client.get(reverse("expertise:conclusion_docx", args=[signed.pk])),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    paper = paper_of(signed)
    with zipfile.ZipFile(io.BytesIO(answers[2].content)) as docx:
        parts = [docx.read(name).decode("utf-8", "replace") for name in docx.namelist()]
    letters = [f"{mail.recipients}{mail.subject}{mail.text}{mail.headers}" for mail in OutboxMail.objects.all()]
    texts = [words(answer) for answer in answers[:2]]
    for text in (*texts, *parts, *letters, paper_html(paper), repr(author_view(round.page)), repr(answers[0].headers)):
        assert leaks(text, signed) == []
        assert "Тайная записка" not in text
    assert "Эксперт 2" in texts[0]
    # No moment: the minute of a review tells who was at work.
    assert not re.search(r"\d\d:\d\d", re.sub(r"<svg.*?</svg>|<script.*?</script>", "", texts[0], flags=re.DOTALL))


def test_the_scanner_of_names_finds_a_leak_that_is_there(client, sections, works):
    """The positive control: with open anonymity the name is shown, and a name in a text is found in each channel."""
    round = making.open_round(making.work(sections, works), anonymity=Anonymity.OPEN)
    making.review(round, 1, wish=Recommendation.REVISE, remarks=REMARKS)
    making.review(round, 2, wish=Recommendation.REVISE)
    draft = making.drafted(round, Recommendation.REVISE, text="Эксперткин1 прав.")
    signed = sign_conclusion(conclusion=draft, by=making.chair())
    client.force_login(author(works, signed))
    page = words(client.get(reverse("expertise:author_conclusion", args=[signed.pk])))
    assert "Канарей Эксперткин1" in page
    paper = paper_of(signed)
    with zipfile.ZipFile(io.BytesIO(write_docx(paper_document(paper)))) as docx:
        document = docx.read("word/document.xml").decode()
    for text in (page, paper_html(paper), repr(author_view(round.page)), document):
        assert leaks(text, signed)


def test_the_author_reads_nothing_of_a_round_before_the_signature(sections, works):
    round = making.open_round(making.work(sections, works))
    making.review(round, 1, remarks=REMARKS)
    making.review(round, 2)
    making.drafted(round)
    (seen,) = author_view(round.page)
    assert (seen.conclusion, seen.remarks, seen.state) == (None, (), "идёт")
    assert public_view(round.page) is None


# The author's page ---------------------------------------------------------------------------------------------------


def test_only_people_of_the_work_read_the_conclusion(client, sections, works):
    signed = making.judged(sections, works, Recommendation.REJECT)
    address = reverse("expertise:author_conclusion", args=[signed.pk])
    assert client.get(address).status_code == 302
    friend = person(Role.TEACHER)
    works.coauthors[signed.round.page_id] = [friend]
    client.force_login(friend)
    page = client.get(address)
    assert page.status_code == 200
    assert "<textarea" not in words(page)
    for role in Role:
        client.force_login(person(role))
        for name in ("author_conclusion", "conclusion_pdf"):
            assert client.get(reverse(f"expertise:{name}", args=[signed.pk])).status_code == 404
        for name in ("author_answer", "author_appeal", "author_remarks"):
            assert client.post(reverse(f"expertise:{name}", args=[signed.pk]), {"text": "Я"}).status_code == 404
    signed.refresh_from_db()
    assert (signed.author_answered_at, signed.appeal_state) == (None, "")


def test_the_author_answers_on_the_page_and_a_second_answer_is_refused_in_words(client, sections, works):
    signed = making.judged(sections, works)
    client.force_login(author(works, signed))
    address = reverse("expertise:author_answer", args=[signed.pk])
    assert client.post(address, {"agrees": "yes", "text": "Спасибо"}).status_code == 302
    again = client.post(address, {"agrees": "no", "text": "Передумал"}, follow=True)
    assert again.status_code == 422
    signed.refresh_from_db()
    assert (signed.author_answer, signed.author_agrees) == ("Спасибо", True)


def test_the_author_appeals_on_the_page(client, sections, works):
    signed = making.judged(sections, works, Recommendation.REJECT)
    client.force_login(author(works, signed))
    page = words(client.get(reverse("expertise:author_conclusion", args=[signed.pk])))
    assert "Подать апелляцию" in page
    client.post(reverse("expertise:author_appeal", args=[signed.pk]), {"text": "Ошибка экспертов"})
    signed.refresh_from_db()
    assert signed.appeal_state == AppealState.ASKED


def test_answers_to_remarks_are_taken_one_by_one_and_the_refused_stay_as_typed(client, sections, works):
    signed = making.judged(sections, works, Recommendation.REVISE, remarks=REMARKS)
    client.force_login(author(works, signed))
    address = reverse("expertise:author_remarks", args=[signed.pk])
    typed = {"remark-1-kind": "done", "remark-1-text": "На с. 2", "remark-2-kind": "", "remark-2-text": "Нет фото"}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "Нет фото" in words(answer)
    assert [row.text for row in RemarkAnswer.objects.all()] == ["На с. 2"]
    assert client.post(address, {**typed, "remark-2-kind": "declined"}).status_code == 302
    assert RemarkAnswer.objects.count() == 2


def test_the_authors_view_asks_the_same_for_few_remarks_and_many(sections, works):
    few = making.judged(sections, works, Recommendation.REVISE, title="Мало", remarks=REMARKS[:1])
    many = making.judged(sections, works, Recommendation.REVISE, title="Много", remarks=REMARKS * 10)
    counts = [queries_of(lambda row=row: author_view(row.round.page)) for row in (few, many)]
    assert counts[0] == counts[1] <= 5


# Visitors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [Recommendation.REVISE, Recommendation.REJECT, Recommendation.WITH_EDITS])
def test_visitors_see_no_refusal_and_nothing_that_waits_for_edits(client, sections, works, verdict):
    signed = making.judged(sections, works, verdict, title="Тайное название")
    assert public_view(signed.round.page) is None
    text = words(client.get(reverse("expertise:conclusion_check", args=[signed.code])))
    assert "Заключение действует" in text
    assert "Тайное название" not in text
    assert signed.get_verdict_display().capitalize() not in text
    assert signed.round.files.get().sha256 in text


def test_the_check_leads_to_the_work_once_it_is_published(client, sections, works):
    signed = making.judged(sections, works, Recommendation.RECOMMEND)
    page, address = signed.round.page.specific, reverse("expertise:conclusion_check", args=[signed.code])
    assert f'href="{page.url}"' not in client.get(address).text
    page.save_revision().publish()
    assert f'href="{page.url}"' in client.get(address).text


def test_visitors_see_the_badge_the_summary_by_the_rubrics_setting_and_the_mended_version(sections, works):
    signed = making.judged(sections, works, Recommendation.WITH_EDITS)
    page = signed.round.page
    works.digests[page.pk] = making.digest_of("новое")
    confirm_edits(conclusion=signed, digest=works.digests[page.pk], by=making.chair())
    assert (public_view(page).label, public_view(page).summary) == ("рекомендован после доработки", "Полезный урок.")
    signed.round.is_summary_public = False
    signed.round.save()
    assert public_view(page).summary == ""
    assert queries_of(lambda: public_view(page)) == 1


def test_the_check_says_what_was_judged_and_that_it_was_taken_back(client, sections, works):
    signed = making.judged(sections, works)
    address = reverse("expertise:conclusion_check", args=[signed.code])
    answer = client.get(address)
    text = words(answer)
    assert "Заключение действует" in text
    assert "Урок о снеге" in text
    assert signed.round.files.get().sha256 in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in text
    revoke_conclusion(conclusion=signed, by=making.chair(), reason="Плагиат")
    assert "Плагиат" in words(client.get(address))
    assert public_view(signed.round.page) is None


def test_unknown_codes_and_drafts_are_kindly_not_found_and_guessing_is_stopped(client, sections, works):
    round = making.open_round(making.work(sections, works))
    making.review(round, 1)
    draft = making.drafted(round, reason="Один")
    cache.clear()
    first = client.get(reverse("expertise:conclusion_check", args=[draft.code]))
    assert (first.status_code, "реестре центра ничего нет" in words(first)) == (404, True)
    for number in range(check_views.MISSES):
        client.get(f"/conclusions/AAAAAAAA{number:02}/")
    stopped = client.get("/conclusions/AAAAAAAAAA/")
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "600")


# The chair's room ----------------------------------------------------------------------------------------------------


def offered(sections, works, **fields):
    round = making.open_round(making.work(sections, works, **fields))
    making.review(round, 1, remarks=REMARKS, note_to_centre="Видит центр")
    making.review(round, 2)
    return making.drafted(round)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CHAIR])
def test_the_chairs_room_is_closed_to_every_other_role(client, sections, works, role):
    draft = offered(sections, works)
    client.force_login(person(role))
    assert client.get(reverse("expertise:decisions")).status_code == 403
    assert client.get(reverse("expertise:decision", args=[draft.pk])).status_code == 404
    for act in ("sign", "return", "confirm", "refuse", "appeal", "revoke"):
        address = reverse("expertise:decision_act", args=[draft.pk, act])
        assert (
            client.post(address, {f"{act}-words": "Я", "sign-draft_number": 1, "sign-is_read": "on"}).status_code == 404
        )
    draft.refresh_from_db()
    assert draft.state == ConclusionState.DRAFT


def test_a_chair_neither_sees_nor_decides_an_own_work(client, sections, works):
    chair = making.chair()
    draft = offered(sections, works, author=chair)
    client.force_login(chair)
    assert "Урок о снеге" not in words(client.get(reverse("expertise:decisions")))
    assert client.get(reverse("expertise:decision", args=[draft.pk])).status_code == 404
    assert client.get(draft.round.files.get().file.url).status_code == 404


def test_the_chair_reads_the_case_with_its_files_and_signs_it(client, sections, works):
    draft, chair = offered(sections, works), making.chair()
    client.force_login(chair)
    assert "Урок о снеге" in words(client.get(reverse("expertise:decisions")))
    page = words(client.get(reverse("expertise:decision", args=[draft.pk])))
    for word in ("Эксперт 1", "Видит центр", "Назвать цели", "Её можно публиковать", "Подписать заключение"):
        assert word in page
    assert leaks(page, draft) == []
    assert client.get(draft.round.files.get().file.url).status_code == 200
    address = reverse("expertise:decision_act", args=[draft.pk, "sign"])
    assert client.post(address, {"sign-draft_number": draft.draft_number}).status_code == 422
    stale = {"sign-draft_number": draft.draft_number - 1, "sign-is_read": "on"}
    assert "изменили" in words(client.post(address, stale))
    assert client.post(address, {**stale, "sign-draft_number": draft.draft_number}).status_code == 302
    twice = client.post(address, {**stale, "sign-draft_number": draft.draft_number})
    assert (twice.status_code, Conclusion.objects.get().state) == (422, ConclusionState.SIGNED)
    assert "уже всё решено" in words(twice)


def test_a_draft_that_is_being_written_is_not_the_chairs_yet(client, sections, works):
    round = making.open_round(making.work(sections, works))
    making.review(round, 1)
    draft = making.drafted(round, reason="Один", offer=False)
    client.force_login(making.chair())
    assert client.get(reverse("expertise:decision", args=[draft.pk])).status_code == 404
    assert client.get(round.files.get().file.url).status_code == 404


def test_a_chair_who_comes_to_a_returned_draft_is_told_where_it_is(client, sections, works):
    draft, chair = offered(sections, works), making.chair()
    client.force_login(chair)
    act = reverse("expertise:decision_act", args=[draft.pk, "return"])
    assert client.post(act, {"return-words": "Добавьте о нормах."}).status_code == 302
    # The second click, and the letter of yesterday.
    again = client.post(act, {"return-words": "Добавьте о нормах."}, follow=True)
    late = client.get(reverse("expertise:decision", args=[draft.pk]), follow=True)
    for answer in (again, late):
        assert (answer.status_code, "Проект сейчас у методиста" in words(answer)) == (200, True)
        assert "Урок о снеге" not in words(answer)
    assert Conclusion.objects.get().draft_number == draft.draft_number + 1


def test_the_chair_compares_edits_and_answers_appeals_on_the_page(client, sections, works):
    chair, other = making.chair(), making.chair()
    with_edits = making.judged(sections, works, Recommendation.WITH_EDITS, by=other, title="С правками")
    refused = making.judged(sections, works, Recommendation.REJECT, by=other, title="Отказ")
    client.force_login(chair)
    assert "Сверить правки" not in words(client.get(reverse("expertise:decisions")))
    works.digests[with_edits.round.page_id] = making.digest_of("новое")
    appeal_conclusion(conclusion=refused, by=author(works, refused), text="Против")
    room = words(client.get(reverse("expertise:decisions")))
    assert "Сверить правки" in room
    assert "Ответить на апелляцию" in room
    act = lambda row, name, **data: client.post(reverse("expertise:decision_act", args=[row.pk, name]), data)  # noqa: E731
    stale = {"confirm-digest": with_edits.round.digest, "confirm-is_read": "on"}
    assert act(with_edits, "confirm", **stale).status_code == 422
    assert act(with_edits, "confirm", **{**stale, "confirm-digest": making.digest_of("новое")}).status_code == 302
    assert act(refused, "appeal", **{"appeal-granted": "yes", "appeal-answer": "Посмотрим"}).status_code == 302
    refused.refresh_from_db()
    assert refused.appeal_state == AppealState.GRANTED


def test_the_case_asks_the_same_of_two_experts_and_of_six(client, sections, works):
    client.force_login(making.chair())
    counts = []
    for title, experts in (("Мало", 2), ("Много", 6)):
        round = making.open_round(making.work(sections, works, title))
        for alias in range(1, experts + 1):
            making.review(round, alias, remarks=REMARKS)
        address = reverse("expertise:decision", args=[making.drafted(round).pk])
        counts.append(queries_of(lambda address=address: client.get(address)))
    assert counts[0] == counts[1]


# The admin -----------------------------------------------------------------------------------------------------------


def test_the_methodist_gets_a_ready_draft_and_sends_it_to_the_chair(client, sections, works):
    round = making.open_round(making.work(sections, works))
    making.review(round, 1, marks=(3, 2, 2))
    making.review(round, 2, marks=(0, 2, 2))
    client.force_login(making.methodist())
    address = reverse("expertise_outcome", args=[round.pk])
    page = words(client.get(address))
    assert "предлагаем пригласить ещё одного" in page
    assert "Работа рекомендуется к публикации в методической библиотеке." in page
    assert "Работа возвращается автору на доработку." in words(client.get(f"{address}?verdict=revise"))
    typed = {"verdict": "recommend", "text": "Хорошо.", "summary": "", "draft_number": 0, "offer": ""}
    assert client.post(address, typed).status_code == 302
    assert Conclusion.objects.get().offered_at is not None
    assert client.post(address, typed).status_code == 302
    stale = client.post(address, {**typed, "text": "Другое."})
    assert (stale.status_code, "изменили" in words(stale)) == (200, True)


def test_an_editor_reads_the_outcome_and_keeps_no_draft(client, sections, works):
    round = making.open_round(making.work(sections, works))
    making.review(round, 1)
    making.review(round, 2)
    client.force_login(person(Role.EDITOR))
    address = reverse("expertise_outcome", args=[round.pk])
    assert "Передать председателю" not in words(client.get(address))
    typed = {"verdict": "recommend", "text": "Хорошо.", "summary": "", "draft_number": 0, "offer": ""}
    assert "недоступно" in words(client.post(address, typed))
    assert not Conclusion.objects.exists()


def rows_of(conclusion):
    return type(conclusion).objects.filter(pk=conclusion.pk).values().get()


def test_what_changes_something_is_asked_by_post_alone(client, sections, works):
    signed = making.judged(sections, works, Recommendation.REJECT)
    before = rows_of(signed)
    client.force_login(author(works, signed))
    for name in ("author_answer", "author_appeal", "author_remarks"):
        assert client.get(reverse(f"expertise:{name}", args=[signed.pk])).status_code == 302
    client.force_login(making.chair())
    for act in ("sign", "return", "confirm", "refuse", "appeal", "revoke"):
        assert client.get(reverse("expertise:decision_act", args=[signed.pk, act])).status_code == 302
    assert rows_of(signed) == before


def test_a_methodist_does_not_see_the_outcome_of_an_own_work(client, sections, works):
    methodist = making.methodist()
    round = making.open_round(making.work(sections, works, author=methodist))
    making.review(round, 1)
    client.force_login(methodist)
    assert client.get(reverse("expertise_outcome", args=[round.pk])).status_code in (302, 403)


@pytest.mark.parametrize("name", ["expertise_register", "expertise_report"])
@pytest.mark.parametrize("role", list(Role))
def test_register_and_report_are_for_those_who_run_the_review(client, name, role):
    client.force_login(person(role))
    inside = role in (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)
    assert (client.get(reverse(name)).status_code == 200) == inside


def test_the_register_finds_by_number_title_verdict_and_goes_home_as_a_table(client, sections, works):
    first = making.judged(sections, works, title="Снежинки")
    making.judged(sections, works, Recommendation.REJECT, title="Капель")
    client.force_login(making.methodist())
    address = reverse("expertise_register")
    assert "Капель" in words(client.get(address))
    for query in (f"q={first.label}", "q=снежинки", f"q={first.code}", "verdict=recommend", "q=1"):
        text = words(client.get(f"{address}?{query}"))
        assert ("Снежинки" in text, "Капель" in text) == (True, False), query
    assert "Таких заключений нет" in words(client.get(f"{address}?year=2001"))
    assert client.get(f"{address}?year=abc&p=zzz").status_code == 200
    book = load_workbook(io.BytesIO(client.get(f"{address}?export=xlsx").content))
    cells = [str(cell.value) for row in book.active for cell in row]
    assert "Снежинки" in cells
    assert leaks(" ".join(cells), first) == []


def test_the_register_asks_the_same_for_two_and_for_ten(client, sections, works):
    client.force_login(making.methodist())
    address = reverse("expertise_register")
    for number in range(2):
        making.judged(sections, works, title=f"Работа {number}")
    few = queries_of(lambda: client.get(address))
    for number in range(2, 7):
        making.judged(sections, works, title=f"Работа {number}")
    assert queries_of(lambda: client.get(address)) == few
