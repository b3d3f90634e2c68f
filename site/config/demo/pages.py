"""Home, the centre's own pages and what the frame says."""

from wagtail.models import Site

from config.demo.blocks import to_stream
from home.models import ContentPage, SiteSettings
from home.models.pages import HomeDoor

CENTRE = {
    "centre_name": "Методсеть",
    "short_about": "Ресурсный центр педагогов (пример): программы, методическая библиотека и сеть школ.",
    "address": "ул. Школьная, 14 (пример)",
    "phone": "8 800 000-00-00 (пример)",
    "email": "centre@metodset.example",
    "hours": "пн–пт 9:00–17:00",
}
HINTS = "смысловое чтение\nпортфолио педагога\nигровое пространство"
DOORS = [
    ("book", "Взять готовую работу", "Разработки, сценарии, курсы с файлами", "library"),
    ("flag", "Посмотреть, как идут программы", "Этапы, планы, подпроекты", "programmes"),
    ("remark", "Спросить методиста", "Ответим по почте за три рабочих дня", None),
]


def seed_pages(sections, texts, people):
    """Fill home and make the centre's pages where they are missing."""
    home = sections["home"]
    for slug, person in (("library", "metodist"), ("programmes", "leader"), ("news", "editor")):
        if sections[slug].responsible_id is None:
            sections[slug].responsible = people[person]
            sections[slug].save_revision(user=people["admin"]).publish()
    if not home.doors.exists():
        _fill_home(home, sections, texts["home"], people["editor"])
    for name, page in texts.items():
        if name != "home" and not ContentPage.objects.child_of(home).filter(slug=page["slug"]).exists():
            _make_page(home, page, people["editor"])
    site = Site.objects.get(is_default_site=True)
    if not SiteSettings.objects.filter(site=site).exclude(email="").exists():
        privacy = ContentPage.objects.child_of(home).filter(slug=texts["personal_data"]["slug"]).first()
        SiteSettings.objects.update_or_create(site=site, defaults={**CENTRE, "privacy_page": privacy})


def _fill_home(home, sections, texts, editor):
    home.headline, home.lead, home.hints = texts["headline"], " ".join(texts["lead"].split()), HINTS
    home.doors = [
        HomeDoor(
            sort_order=order,
            icon=icon,
            name=name,
            text=text,
            target=sections[section].page_ptr if section else None,
            address="" if section else "/contact/",
        )
        for order, (icon, name, text, section) in enumerate(DOORS)
    ]
    home.save_revision(user=editor).publish()


def _make_page(home, texts, editor):
    blocks = texts["blocks"]
    page = ContentPage(
        title=texts["title"],
        slug=texts["slug"],
        intro=texts.get("intro", ""),
        body=to_stream(blocks),
        owner=editor,
        live=False,
    )
    home.add_child(instance=page)
    page.save_revision(user=editor).publish()
