"""Builders of what tests are about: people, files, pages. Everything goes through the site's own verbs."""

import io
import itertools
import time

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from accounts.actions import create_person
from files.actions import store_file
from home.changes import ChangeLog
from library.creating import create_material
from library.facets.current import Picture
from library.models import MaterialKind
from programmes.models import NewsPage, PlanItem, ProgrammePage, Stage, SubprojectPage

_numbers = itertools.count(1)


def _png():
    with io.BytesIO() as data:
        Image.new("L", (1, 1)).save(data, "PNG")
        return data.getvalue()


# A picture of one point.
PNG = _png()


def person(*roles, **fields):
    """A person in the groups `roles`, with an address of its own."""
    return create_person(email=fields.pop("email", f"person{next(_numbers)}@example.org"), roles=roles, **fields)


def stored(name="Урок о снеге.txt", text="Снег скрипит под ногами.", user=None):
    """A stored file with a text of its own; `text` may be bytes."""
    content = text if isinstance(text, bytes) else text.encode()
    return store_file(content=ContentFile(content), name=name, user=user)


def put(parent, page, publish=True):
    """`page` under `parent`, published unless told otherwise; as the database has it."""
    page.live = False
    Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def material(library, title="Урок о снеге", **card):
    """A published material, a scenario unless told otherwise; `card` is what `create_material` takes."""
    card.setdefault("annotation", "Что это и кому поможет.")
    card.setdefault("kind", MaterialKind.objects.get(code="scenario"))
    return create_material(index=library, title=title, **card)


def news(section, title="Новость", publish=True, about=(), parts=(), **fields):
    """A piece of news about the programmes `about` and the subprojects `parts`."""
    page = NewsPage(title=title, **fields)
    page.programmes, page.subprojects = list(about), list(parts)
    return put(section, page, publish)


def programme(section, title="Программа", publish=True, **fields):
    return put(section, ProgrammePage(title=title, **fields), publish)


def subproject(parent, title="Подпроект", publish=True, **fields):
    return put(parent, SubprojectPage(title=title, **fields), publish)


def plan(page, stages=1, items=2, status="planned"):
    """Stages with plan items, all of one status; returns the items."""
    made = []
    for number in range(1, stages + 1):
        stage = Stage.objects.create(programme=page, number=number, name=f"Этап {number}")
        made += [
            PlanItem.objects.create(stage=stage, text=f"Дело {n}", sort_order=n, status=status) for n in range(items)
        ]
    return made


def close(page):
    """Only people who sign in may see the page and what lies below."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def close_for(page, *groups):
    """Only people of one of `groups` (names) may see the page and what lies below."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    return restriction


def lock(page, password):
    """Only browsers that were given `password` may see the page and what lies below."""
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password=password
    )


class AnotherProcess:
    """The facets as a second process keeps them: read now, brought up to date by its own `refresh()`."""

    def __init__(self):
        self.log, self.picture = ChangeLog(), Picture()
        self.refresh()

    def refresh(self):
        return self.picture.index(self.log.generation(), self.log)


def shown_ids(index):
    """The ids of all pages that the facets show now."""
    bits = index.shown_bits(time.time())
    return set(index.newest_ids(bits, 0, len(index.page_ids)))


def queries_of(act):
    """How many queries `act()` makes the second time: what a process remembers is remembered."""
    act()
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)
