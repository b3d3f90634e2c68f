"""The materials of a period, for the reports of programmes and of the centre (design §2: report sections)."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from files.writers import Paragraph, Table
from home.templatetags.face_tags import plural_ru
from library.models import MaterialPage
from programmes.report_sections import report_section

# A report names so many works; the rest is counted and stands in the library.
MOST = 50
KINDS = 6


@report_section("materials", _("Материалы"), order=60, centre=True)
def materials_section(scope):
    """How many works were published in the period, of which kinds, and the newest of them: four queries at any size."""
    works = MaterialPage.objects.shown().filter(first_published_at__range=scope.moments)
    if scope.subproject:
        works = works.filter(subproject=scope.subproject)
    elif scope.programme:
        works = works.filter(programme=scope.programme)
    kinds = works.order_by().values_list("kind__name").annotate(number=Count("pk")).order_by("-number", "kind__name")
    counts = [(name or "без вида", number) for name, number in kinds]
    if not counts:
        return None
    total = sum(number for _name, number in counts)
    newest = works.newest().defer("body").select_related("kind")[:MOST]
    rows = tuple(
        (page.title, page.authors_text or "—", page.kind.name if page.kind else "—", page.organisation or "—")
        for page in newest.prefetch_related("authors")
    )
    words = ", ".join(f"{_inside(name)} — {number}" for name, number in counts[:KINDS])
    if others := sum(number for _name, number in counts[KINDS:]):
        words += f", другие виды — {others}"
    rest = f" Ниже последние {MOST}." if total > MOST else ""
    head = ("Работа", "Авторы", "Вид", "Организация")
    return [
        Paragraph(f"В библиотеке опубликовано {plural_ru(total, 'материал,материала,материалов')}: {words}.{rest}"),
        Table(rows, head, (5, 3, 2, 3), caption="Материалы периода"),
    ]


def _inside(name):
    """Return a kind's name as it stands within a sentence: «статья», but «ЭОР»."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
