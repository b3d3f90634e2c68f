"""News and programmes' reports of a period, for reports."""

from collections import Counter

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from files.writers import Bullets, Paragraph
from home.templatetags.face_tags import plural_ru
from programmes.enums import NewsKind
from programmes.models import NewsPage, ProgrammeReportPage
from programmes.report_sections import report_section

# More lines than this nobody reads in a report: the rest stands on the site.
MOST = 60


@report_section("news", _("Новости и публикации"), order=70, centre=True)
def news_section(scope):
    """What the site told of the programme in the period, by kinds and one by one."""
    news = NewsPage.objects.shown().filter(date__range=scope.period, **scope.about()).distinct()
    rows = list(news.order_by("date", "pk").values_list("date", "title", "kind", "external_url"))
    if not rows:
        return None
    counts = Counter(kind for _date, _title, kind, _url in rows)
    kinds = ", ".join(f"{NewsKind(kind).label} — {number}" for kind, number in counts.most_common())
    lines = tuple(
        f"{date_format(day, 'd.m.Y')}. {title}" + (f" ({url})" if url else "")
        for day, title, _kind, url in rows[-MOST:]
    )
    total = plural_ru(len(rows), "сообщение,сообщения,сообщений")
    rest = f" Ниже последние {MOST}, остальные — на сайте." if len(rows) > MOST else ""
    return [Paragraph(f"За период на сайте вышло {total}: {kinds}.{rest}"), Bullets(lines)]


@report_section("reports", _("Отчёты программ"), order=80, centre=True)
def reports_section(scope):
    """The centre's report names what its programmes have published of theirs."""
    if scope.programme is not None:
        return None
    published = ProgrammeReportPage.objects.shown().filter(first_published_at__range=scope.moments)
    reports = published.exclude(kind="public").newest().values_list("title", flat=True)[:MOST]
    return [Bullets(tuple(reports))] if reports else None
