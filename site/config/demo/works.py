"""The works of the demo with their files."""

from files.actions import store_file
from home.models import Audience, Level, Subject
from library.creating import create_material
from library.enums import ExpertState
from library.models import Licence, MaterialKind, MaterialPage
from programmes.models import SubprojectPage


def seed_works(section, cards, folder, programmes, people):
    """Make the works that are missing under `section`, their files taken from `folder`."""
    known = set(MaterialPage.objects.child_of(section).values_list("slug", flat=True))
    licence = Licence.objects.get(code="cc-by-nc-4")
    for card in cards:
        if card["slug"] not in known:
            _make_work(section, card, folder, programmes, licence, people["metodist"])


def _make_work(section, card, folder, programmes, licence, methodist):
    programme = programmes.get(card.get("programme"))
    subproject = None
    if programme and card.get("subproject"):
        subproject = SubprojectPage.objects.child_of(programme).get(number=card["subproject"])
    files = []
    for entry in card["files"]:
        with (folder / entry["file"]).open("rb") as content:
            files.append((store_file(content=content, name=entry["file"], user=methodist), entry["title"]))
    create_material(
        index=section,
        title=card["title"],
        slug=card["slug"],
        annotation=" ".join(card["annotation"].split()),
        kind=MaterialKind.objects.get(code=card["kind"]),
        subjects=Subject.objects.filter(name__in=card["subjects"]),
        levels=Level.objects.filter(name__in=card["levels"]),
        audiences=Audience.objects.filter(name__in=card["audiences"]),
        authors=card["authors"],
        organisation=card["organisation"],
        programme=programme,
        subproject=subproject,
        year=card["year"],
        licence=licence,
        keywords=", ".join(card["keywords"]),
        files=files,
        links=[(link["title"], link["url"]) for link in card["links"]],
        expert_state=ExpertState.ARCHIVE if card["expert_status"] == "archive" else ExpertState.NONE,
        user=methodist,
    )
