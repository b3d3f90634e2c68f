"""Builders of works on their way."""

from django.core.files.base import ContentFile

from community.consents import current_texts
from files.actions import keep_bytes, read_file
from files.models import FileText
from home.models import Level
from library import drafting
from library.consents_of_work import needed_consents
from library.models import Licence, Submission
from library.prefilling import look_at
from library.work_consents import keep_consents

ANNOTATION = "Урок открытия нового знания для второго класса: дети ставят опыты со снегом и записывают наблюдения."


def kept(name="Урок о снеге.txt", text="Цель: узнать, почему снег скрипит. Ход урока."):
    content = text if isinstance(text, bytes) else text.encode()
    return keep_bytes(content=ContentFile(content), name=name)


def draft(author, *, files=None, **values):
    """A draft with one file and a whole card, ready to be sent unless `values` say otherwise."""
    work = drafting.start_submission(by=author, files=[kept()] if files is None else files)
    card = {
        "title": "Почему скрипит снег",
        "annotation": ANNOTATION,
        "kind": "article",
        "levels": [Level.objects.first().code],
        "subjects": ["okruzhayushchiy-mir"],
        "author_name": "Вера Нова",
        "licence": Licence.objects.active().first(),
        "origin": "own",
        "pupils_works": "none",
        "pupils_photos": "none",
    }
    return save(work, **{**card, **values})


def agree_to_all(work):
    """What the author ticks under the card: everything that this work needs."""
    texts = current_texts(needed_consents(work))
    keep_consents(submission=work, by=work.author, agreed=texts, address="192.0.2.7")


def save(work, **values):
    work = Submission.objects.get(pk=work.pk)
    kept = drafting.save_card(submission=work, by=work.author, draft_number=work.draft_number, values=values)
    agree_to_all(kept)
    return kept


def read_all(work):
    """Do what the worker does with the files of a work."""
    for entry in work.files.select_related("file"):
        if FileText.objects.filter(file=entry.file).exists():
            read_file(file=entry.file)
        look_at(entry.pk)
    work.refresh_from_db()
    return work


def fresh(work):
    return Submission.objects.get(pk=work.pk)


def returned(work, step, remarks="Добавьте рефлексию."):
    """The work as the centre's side sends it back at `step`."""
    from library.models import SubmissionReturn
    from library.submission_enums import SubmissionState

    SubmissionReturn.objects.create(submission=work, version=work.versions.first(), step=step, remarks=remarks)
    Submission.objects.filter(pk=work.pk).update(state=SubmissionState.RETURNED)
    return fresh(work)
