"""Nobody learns a hidden name: what experts get of hidden authors, what authors, colleagues and letters show of experts.

Each scanner has a positive control: the same name, planted in the channel, is found by it (reliability 21–29).
"""

import io
import zipfile
from datetime import timedelta
from urllib.parse import unquote_to_bytes

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.models import OutboxMail
from expertise.clean_files import accept_file, make_copies, names_left, neutral_name, replace_copy
from expertise.enums import CLEAN_MOVES, Anonymity, CleanState
from expertise.errors import MoveRefused, ReasonMissing
from expertise.inviting import withdraw_invitation
from expertise.models import RoundFile
from expertise.reviewing import (
    accept_invitation,
    ask_postponement,
    decide_postponement,
    decline_invitation,
    reopen_review,
)
from expertise.tasks import wake_clean_copies
from files.actions import read_file
from files.models import FileText
from files.sniffing import FileRefused
from tests.expertise.making_reviews import (
    accepted,
    expert,
    fresh,
    guest,
    invited,
    methodist,
    opened,
    saved,
    sheet,
    submitted,
    work,
)
from tests.files.building import ole
from tests.files.carrying_names import NAME, named_docx, named_odt, named_pdf, named_pptx, named_xlsx, photograph
from tests.making import person, stored

pytestmark = pytest.mark.django_db
AUTHOR, EXPERT = "Авторцева", "Эксперткин"
MAKERS = {"docx": named_docx, "pptx": named_pptx, "xlsx": named_xlsx, "odt": named_odt}


@pytest.fixture
def keeper(sections):
    return methodist()


@pytest.fixture
def author():
    return person(Role.TEACHER, last_name=AUTHOR, email="avtorceva-canary@example.org")


def everything_in(data):
    """The bytes of a file, and of each part where it is an archive."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [archive.read(name) + name.encode() for name in archive.namelist()]
    return b"\n".join(found)


def file_with_names(kind, tmp_path):
    """A file whose every place holds NAME, called by the author's surname."""
    if kind in MAKERS:
        path = tmp_path / f"a.{kind}"
        MAKERS[kind](path)
        data = path.read_bytes()
    elif kind == "pdf":
        path = tmp_path / "a.pdf"
        named_pdf(path)
        data = path.read_bytes()
    else:
        data = photograph("JPEG")
    return stored(f"{AUTHOR} урок.{kind}", data)


def hidden_round(sections, keeper, author, files):
    page = work(sections, author)
    rubric = sheet(anonymity=Anonymity.BOTH_HIDDEN)
    return opened(page, keeper, rubric=rubric, files=files, names=[["Автор", f"Инна {AUTHOR}"]])


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def experts_pages(client, assignment):
    """Every answer an expert can get about the case: screens, the files they link, their headers."""
    client.force_login(assignment.expert)
    screens = ["review", "review_preview", "review_pages", "review_changes"]
    answers = [client.get(reverse(f"expertise:{name}", args=[assignment.pk])) for name in screens]
    answers.append(client.get(reverse("expertise:review_list")))
    for round_file in assignment.round.files.all():
        if file := round_file.for_expert:
            answers += [client.get(file.url), client.get(file.text_url)]
    found = [everything_in(body(one)) + str(one.headers).encode() for one in answers]
    # Addresses and headers carry Russian names in their own spelling.
    return [one + unquote_to_bytes(one) for one in found]


def has_name(answers, *names):
    return [name for name in names if any(name.encode() in one for one in answers)]


# What an expert gets of a hidden author -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "odt", "pdf", "jpg"])
def test_experts_of_a_hidden_author_read_files_without_a_trace_of_him(client, sections, keeper, author, tmp_path, kind):
    file = file_with_names(kind, tmp_path)
    found = hidden_round(sections, keeper, author, [(file, f"{AUTHOR}: урок")])
    assert make_copies(round=found) == 1
    assignment = accepted(found, keeper)
    copy = found.files.get().clean_file
    if FileText.objects.filter(file=copy).exists():
        read_file(file=copy)
    answers = experts_pages(client, assignment)
    assert has_name(answers, AUTHOR, NAME, author.email) == []
    assert copy.name == f"Файл 1.{kind}"
    assert client.get(file.url).status_code == 404
    # The scanner finds the same name in the author's own file.
    with file.content.open() as content:
        assert NAME.encode() in everything_in(content.read())


@pytest.mark.parametrize("channel", ["title", "card", "names", "file name"])
def test_the_scanner_finds_a_name_in_every_channel_of_an_open_round(client, sections, keeper, author, channel):
    leak = f"Инна {AUTHOR}"
    fields = {"title": {"title": leak}, "card": {"card": [["О работе", leak]]}, "names": {}, "file name": {}}[channel]
    name = f"{AUTHOR}.txt" if channel == "file name" else "Урок.txt"
    found = opened(
        work(sections, author),
        keeper,
        files=[(stored(name), "Урок")],
        names=[["Автор", leak if channel == "names" else "скрыт"]],
        **fields,
    )
    assert has_name(experts_pages(client, accepted(found, keeper)), AUTHOR) == [AUTHOR]


def test_until_the_copy_is_there_experts_see_no_file_and_are_told_why(client, sections, keeper, author):
    file = stored(f"{AUTHOR}.txt")
    found = hidden_round(sections, keeper, author, [(file, AUTHOR)])
    answers = experts_pages(client, accepted(found, keeper))
    assert has_name(answers, AUTHOR) == []
    assert has_name(answers, "убирают") == ["убирают"]
    assert client.get(file.url).status_code == 404


def test_a_file_that_cannot_be_cleaned_is_kept_back_and_the_methodist_is_told(client, sections, keeper, author):
    file = stored(f"{AUTHOR}.txt")
    found = hidden_round(sections, keeper, author, [(file, "Урок")])
    OutboxMail.objects.all().delete()
    assert make_copies(round=found) == 0
    round_file = found.files.get()
    assert (round_file.clean_state, round_file.for_expert) == (CleanState.FAILED, None)
    assert round_file.clean_note
    assert [letter.recipients for letter in OutboxMail.objects.all()] == [[keeper.email]]
    assert make_copies(round=found) == 0
    assert OutboxMail.objects.count() == 1


def test_a_file_given_as_it_is_needs_a_reason_and_goes_under_a_neutral_name(client, sections, keeper, author):
    found = hidden_round(sections, keeper, author, [(stored(f"{AUTHOR}.txt"), "Урок")])
    make_copies(round=found)
    with pytest.raises(ReasonMissing):
        accept_file(round_file=found.files.get(), reason="", by=keeper)
    with pytest.raises(ActionRefused):
        accept_file(round_file=found.files.get(), reason="Хочу.", by=expert())
    accept_file(round_file=found.files.get(), reason="Простой текст без имён.", by=keeper)
    round_file = found.files.get()
    assert (round_file.clean_file.name, round_file.clean_file.sha256) == ("Файл 1.txt", round_file.sha256)
    assert has_name(experts_pages(client, accepted(found, keeper)), AUTHOR) == []
    with pytest.raises(MoveRefused):
        accept_file(round_file=round_file, reason="Ещё раз.", by=keeper)
    assert ModelLogEntry.objects.filter(object_id=str(found.pk), action="expertise.copy.accept").count() == 1


def test_a_methodist_replaces_a_copy_by_one_cleaned_by_hand_and_it_is_cleaned_once_more(
    sections, keeper, author, tmp_path
):
    found = hidden_round(sections, keeper, author, [(stored(f"{AUTHOR}.txt"), "Урок")])
    make_copies(round=found)
    path = tmp_path / "a.docx"
    named_docx(path)
    replace_copy(round_file=found.files.get(), content=ContentFile(path.read_bytes()), name=f"{AUTHOR}.docx", by=keeper)
    copy = found.files.get().clean_file
    with copy.content.open() as content:
        assert NAME.encode() not in everything_in(content.read())
    assert copy.name == "Файл 1.docx"
    with pytest.raises(FileRefused):
        replace_copy(round_file=found.files.get(), content=ContentFile(b"words"), name="a.txt", by=keeper)
    assert found.files.get().clean_file == copy


@pytest.mark.parametrize("state", list(CleanState))
@pytest.mark.parametrize("act", ["accept", "replace"])
def test_copies_move_as_their_table_says(sections, keeper, author, caplog, tmp_path, state, act):
    found = hidden_round(sections, keeper, author, [(stored("Урок.txt"), "Урок")])
    path = tmp_path / "a.docx"
    named_docx(path)
    RoundFile.objects.filter(round=found).update(clean_state=state, clean_note="так", clean_file=stored())
    one = found.files.select_related("round", "file").get()
    acts = {
        "accept": lambda: accept_file(round_file=one, reason="Можно.", by=keeper),
        "replace": lambda: replace_copy(
            round_file=one, content=ContentFile(path.read_bytes()), name="a.docx", by=keeper
        ),
    }
    target = CleanState.ACCEPTED if act == "accept" else CleanState.DONE
    if target in CLEAN_MOVES[state]:
        acts[act]()
        assert fresh(one).clean_state == target
    else:
        with pytest.raises(MoveRefused):
            acts[act]()
        assert fresh(one).clean_state == state
        assert f"{state} → {target}" in caplog.text


def test_names_that_nobody_can_clean_out_of_the_words_are_shown_to_the_methodist(sections, keeper, author):
    found = hidden_round(sections, keeper, author, [(stored("Урок.txt", f"Урок провела {AUTHOR[:-1]}ой."), "Урок")])
    assert names_left(found) == {}
    make_copies(round=found)
    accept_file(round_file=found.files.get(), reason="Простой текст.", by=keeper)
    read_file(file=found.files.get().clean_file)
    assert names_left(found) == {found.files.get().pk: [AUTHOR.casefold()]}
    type(found).objects.filter(pk=found.pk).update(title=f"Урок {AUTHOR}")
    assert "card" in names_left(type(found).objects.get(pk=found.pk))


def test_a_broken_file_and_an_old_format_stop_nobody_else(sections, keeper, author, tmp_path):
    good = file_with_names("docx", tmp_path)
    old = stored("Старый.doc", ole(tmp_path / "a.doc", "WordDocument").read_bytes())
    found = hidden_round(sections, keeper, author, [(old, "Старый"), (good, "Новый")])
    assert make_copies(round=found) == 1
    states = [one.clean_state for one in found.files.all()]
    assert states == [CleanState.FAILED, CleanState.DONE]


def test_a_lost_task_is_asked_for_again_and_only_once(sections, keeper, author):
    hidden_round(sections, keeper, author, [(stored(), "Урок"), (stored(), "Ещё")])
    assert [wake_clean_copies() for _turn in range(2)] == [1, 0]


def test_neutral_names_keep_the_ending_alone():
    class File:
        name = "Инна Авторцева.v2.PDF"

    class Row:
        number, file = 3, File()

    assert neutral_name(Row()) == "Файл 3.pdf"


# What the other side sees of hidden experts -----------------------------------------------------------------------------


@pytest.fixture
def played(sections, keeper, author):
    """A round with everything an expert can do, by experts with a name of their own."""
    found = opened(work(sections, author), keeper)
    names = {"last_name": EXPERT, "first_name": "Марк"}
    saved(accepted(found, keeper, expert(email="ekspertkin-1@example.org", **names)))
    two = submitted(found, keeper, expert(email="ekspertkin-2@example.org", **names))
    reopen_review(assignment=two, by=keeper, reason="Поясните.")
    three = invited(found, keeper, expert(email="ekspertkin-3@example.org", **names))
    decline_invitation(assignment=three, by=three.expert, reason="Некогда.")
    four, _path = guest(found, keeper, name=f"Гость {EXPERT}", email="ekspertkin-guest@example.org")
    accept_invitation(assignment=four, by=four)
    five = invited(found, keeper, expert(email="ekspertkin-5@example.org", **names))
    withdraw_invitation(assignment=five, by=keeper, reason="Нашли другого.")
    return found


def letters_to(*addresses):
    rows = OutboxMail.objects.all()
    return [
        f"{row.recipients} {row.sender} {row.reply_to} {row.headers} {row.subject} {row.text} {row.html}".encode()
        for row in rows
        if set(row.recipients) & set(addresses)
    ]


def test_no_letter_to_the_author_or_to_another_expert_names_an_expert(played, author, keeper):
    own = {one.expert.email if one.expert else one.guest_email for one in played.assignments.all()}
    for address in own:
        others = [f"ekspertkin-{n}" for n in (1, 2, 3, 5, "guest") if f"ekspertkin-{n}" not in address]
        assert has_name(letters_to(address), *others, AUTHOR, author.email) == []
    assert has_name(letters_to(author.email), EXPERT, "ekspertkin") == []
    assert has_name(letters_to(keeper.email), EXPERT) == [EXPERT]


def test_every_letter_has_one_addressee(played):
    assert all(len(row.recipients) == 1 for row in OutboxMail.objects.all())


def test_no_subject_of_a_letter_tells_the_work_or_a_name(played):
    subjects = [row.subject.encode() for row in OutboxMail.objects.all()]
    assert has_name(subjects, EXPERT, AUTHOR, played.title) == []


def test_an_author_who_is_an_editor_finds_no_expert_of_his_own_work(client, sections, played, author):
    author.groups.add(*person(Role.EDITOR, Role.METHODIST).groups.all())
    client.force_login(type(author).objects.get(pk=author.pk))
    addresses = [
        reverse("review_admin:rounds"),
        reverse("review_admin:round", args=[played.pk]),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_pages:history", args=[played.page_id]),
        reverse("wagtailadmin_home"),
    ]
    addresses += [reverse("review_admin:review", args=[played.pk, one.pk]) for one in played.assignments.all()]
    answers = [body(client.get(address)) for address in addresses]
    assert has_name(answers, EXPERT, "ekspertkin") == []
    assert client.get(reverse("review_admin:round", args=[played.pk])).url == reverse("review_admin:rounds")


def test_the_same_screens_show_the_experts_to_who_keeps_the_round(client, played, keeper):
    client.force_login(keeper)
    answers = [body(client.get(reverse("review_admin:round", args=[played.pk])))]
    assert has_name(answers, EXPERT) == [EXPERT]


def test_the_history_of_a_review_names_no_expert_even_for_a_superuser(played):
    entries = ModelLogEntry.objects.filter(action__startswith="expertise.review.").exclude(action__endswith="reopen")
    assert entries.exists()
    assert not entries.exclude(user=None).exists()
    assert not [
        entry for entry in ModelLogEntry.objects.filter(action__startswith="expertise") if EXPERT in str(entry.data)
    ]


def test_experts_of_a_round_see_nothing_of_each_other(client, played):
    one = played.assignments.get(expert__email="ekspertkin-1@example.org")
    others = ["ekspertkin-2", "ekspertkin-3", "ekspertkin-5", "ekspertkin-guest", "Гость"]
    assert has_name(experts_pages(client, one), *others) == []


def test_dates_of_reviews_are_shown_without_the_time_of_day(client, sections, keeper):
    assignment = submitted(opened(work(sections), keeper), keeper)
    client.force_login(keeper)
    address = reverse("review_admin:review", args=[assignment.round_id, assignment.pk])
    assert f"{assignment.submitted_at:%H:%M}".encode() not in body(client.get(address))


def test_an_answer_about_days_goes_to_its_expert_alone(sections, keeper):
    assignment = accepted(opened(work(sections), keeper), keeper)
    later = assignment.work_due_on + timedelta(days=5)
    asked = ask_postponement(assignment=assignment, by=assignment.expert, until=later, reason="x")
    OutboxMail.objects.all().delete()
    decide_postponement(postponement=asked, by=keeper, grant=True)
    assert [row.recipients for row in OutboxMail.objects.all()] == [[assignment.expert.email]]
