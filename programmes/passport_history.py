"""When a passport was last changed and in what: «изменён паспорт: цель, сроки реализации» (D4.7).

Not every publication is a change of the passport: a new picture of the title or a word in the description is none.
"""

from hashlib import sha256

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from home.templatetags.face_tags import date_ru
from programmes.models import PassportVersion, ProgrammePage, SubprojectPage
from programmes.passports import COMPUTED, ROWS, words_of
from programmes.progress import Change, progress_source

TITLE = "title"
# Tables and lists are known by their headings; so is what an editor renames.
BLOCK = "block:"
SHOWN = 6
# Names that say the same to a reader are told once.
SAME = {"dates_label": "period_label"}
NAMES = {TITLE: gettext_lazy("название"), "goal": gettext_lazy("цель"), "tasks": gettext_lazy("задачи")}


def record_first_passport(page):
    """Write down the passport that visitors see of `page` now as version 1, unless that was done; a draft has none.

    Called before the next state takes its place: a passport that is never changed costs nothing.
    """
    # Locked: of two publications at once the second waits here and finds what the first has written.
    # The admin saves a new page as live a moment before it is published for the first time: nobody has seen that.
    seen = Page.objects.select_for_update().filter(pk=page.pk, live=True, last_published_at__isnull=False)
    if seen.values_list("pk").first() and not _versions(page).exists():
        _write(page, number=1)


def record_next_passport(page):
    """Write down which facts of the passport a publication has changed, if it was not the first and changed any.

    Called within the transaction of the publication, after `record_first_passport`.
    """
    if last := _versions(page).first():
        _write(page, number=last.number + 1, before=last.state)


def passport_changed(page):
    """Return {"on", "is_first", "text"} of the last published change of the passport of `page`; one query.

    on        the day; of a passport that was never changed, that of its first publication, None of one never published
    is_first  nothing has changed since then
    text      which facts, «цель, сроки реализации»; empty for the first
    """
    last = _versions(page).filter(number__gt=1).first()
    moment = last.published_at if last else page.first_published_at
    return {
        "on": timezone.localdate(moment) if moment else None,
        "is_first": last is None,
        "text": names_of(last.changes) if last else "",
    }


def dated_line(page):
    """Return «Изменён 5 мая 2026» of the passport of `page`, «Опубликован …» while it never was; "" of a draft."""
    changed = passport_changed(page)
    if not changed["on"]:
        return ""
    word = _("Опубликован") if changed["is_first"] else _("Изменён")
    return f"{word} {date_ru(changed['on'])}"


@progress_source
def passport_changes(programme, limit):
    """Changes of the passport of `programme` and of its parts that visitors see, in one query."""
    parts = SubprojectPage.objects.child_of(programme).shown().order_by().values("pk")
    versions = PassportVersion.objects.filter(Q(page=programme.pk) | Q(page__in=parts), number__gt=1)
    versions = versions.defer("state").select_related("page").order_by("-published_at", "-pk")
    for version in versions[:limit]:
        page = version.page
        own = page.pk == programme.pk
        title = _("Паспорт программы") if own else _("Паспорт подпроекта «%s»") % page.title
        yield Change(
            version.published_at,
            _("Паспорт"),
            title,
            url=f"{page.url}passport/",
            detail=_("изменён паспорт: %s") % names_of(version.changes),
            tone="info",
            sign="pencil",
            key=f"{programme.full_url}#passport-{version.pk}",
        )


def facts_of(page):
    """Return {fact: digest} of what the passport of `page` says: its fields, and its tables and lists by their headings."""
    facts = {TITLE: page.title}
    facts |= {name: str(getattr(page, name, "") or "") for name in ROWS}
    for block in page.passport:
        value, name = block.value, f"{BLOCK}{block.value.title}"
        said = [value.cell] if value.is_row else value.parts
        facts[name] = "\n".join([facts.get(name, ""), *(word for part in said for word in words_of(part))])
    return {name: sha256(text.encode()).hexdigest() for name, text in facts.items() if text}


def names_of(facts):
    """Return the changed `facts` in words: «цель, сроки реализации, «Ресурсы»», at most SHOWN of them."""
    names = list(dict.fromkeys(_name(SAME.get(fact, fact)) for fact in facts))
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (_(" и ещё %d") % more if more > 0 else "")


def _name(fact):
    if fact.startswith(BLOCK):
        return f"«{Truncator(fact.removeprefix(BLOCK)).chars(60)}»"
    title = str(NAMES.get(fact) or COMPUTED.get(fact) or _verbose_name(fact))
    # «Вид» stands within a sentence here.
    return title[:1].lower() + title[1:]


def _verbose_name(field):
    """The name of a field that both kinds of pages have, or one of them."""
    fields = {known.name: known for model in (ProgrammePage, SubprojectPage) for known in model._meta.fields}
    # A fact of an older release whose field has gone since.
    return fields[field].verbose_name if field in fields else _("другие сведения")


def _versions(page):
    return PassportVersion.objects.filter(page_id=page.pk).order_by("-number")


def _write(page, *, number, before=None):
    # As the database has it: the object in hand may be a draft.
    public = type(page).objects.live().filter(pk=page.pk).first()
    if public is None:
        return
    state = facts_of(public)
    changes = [] if before is None else _differences(before, state)
    if before is None or changes:
        PassportVersion.objects.create(
            page_id=page.pk, number=number, published_at=public.last_published_at, state=state, changes=changes
        )


def _differences(old, new):
    facts = dict.fromkeys([TITLE, *ROWS, *new, *old])
    return [fact for fact in facts if old.get(fact) != new.get(fact)]
