"""A material as something to refer to: its address, the reference in several forms, addresses of sharing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from home.frame import current_frame
from library.citing import Work, bibtex, gost, ris


@dataclass
class Reference:
    """A Work and its forms, each made when it is asked for."""

    work: Work

    @cached_property
    def gost(self):
        """ГОСТ Р 7.0.5."""
        return gost(self.work)

    @property
    def bibtex(self):
        """An entry of BibTeX."""
        return bibtex(self.work)

    @property
    def ris(self):
        """A record of RIS."""
        return ris(self.work)


def reference_of(page, request):
    """Return the Reference of a material as of today, with the address under which this visitor reads the site."""
    placed = page.first_published_at
    return Reference(
        Work(
            title=page.title,
            authors=tuple(author.name for author in page.authors.all()),
            organisation=page.organisation,
            site=current_frame().settings.centre_name,
            url=address_of_work(page, request),
            seen=timezone.localdate(),
            year=page.year,
            placed=timezone.localtime(placed).year if placed else None,
            key=str(page.pk or ""),
        )
    )


def address_of_work(page, request):
    """Return the whole address of the page; "" for one that has none yet (a preview)."""
    url = page.get_url(request)
    return request.build_absolute_uri(url) if url else ""


def sharing_links(title, address):
    """Return [{"label", "url"}]: plain links, no foreign script learns who reads."""
    return [
        {"label": "ВКонтакте", "url": f"https://vk.com/share.php?{urlencode({'url': address, 'title': title})}"},
        {"label": "Telegram", "url": f"https://t.me/share/url?{urlencode({'url': address, 'text': title})}"},
        {"label": "Почта", "url": "mailto:?" + urlencode({"subject": title, "body": address}).replace("+", "%20")},
    ]


def around(page):
    """Return {name: address} of the views around a material's page."""
    names = ("files", "qr", "bibtex", "ris", "thanks", "shelve")
    return {name: reverse(f"library:work_{name}", args=[page.pk]) for name in names}
