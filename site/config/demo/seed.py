"""The order of the demo content."""

import yaml
from django.conf import settings
from django.db import transaction

from config.demo.editions import seed_collections, seed_journals
from config.demo.groups import seed_groups
from config.demo.indicators import seed_goals
from config.demo.living import seed_course, seed_living
from config.demo.news import seed_news
from config.demo.norms import seed_norms
from config.demo.pages import seed_pages
from config.demo.people import seed_people
from config.demo.plans import seed_proofs
from config.demo.platforms import seed_platforms
from config.demo.programmes import seed_programmes
from config.demo.public_reviews import seed_public_reviews
from config.demo.reports import seed_reports
from config.demo.reviews import seed_reviews
from config.demo.terms import seed_terms
from config.demo.works import seed_works
from config.sections import make_sections


def seed_demo():
    """Fill the site with what of the demo is missing; whole or not at all."""
    names = (
        "pages",
        "programmes_texts",
        "news",
        "journals",
        "norms",
        "terms",
        "collections",
        "groups",
        "indicators",
        "plan_proofs",
        "platforms",
        "public_reviews",
        "reports",
        "reviews",
        "living_programme",
    )
    data = {name: _load(f"{name}.yaml") for name in names}
    facts = {stem: _load(f"programmes/{stem}.yaml") for stem in data["programmes_texts"]}
    with transaction.atomic():
        sections, people = make_sections(), seed_people()
        seed_pages(sections, data["pages"], people)
        programmes = seed_programmes(sections["programmes"], facts, data["programmes_texts"], people)
        living = seed_living(sections["programmes"], data["living_programme"], people)
        seed_terms(data["terms"], facts, data["programmes_texts"])
        seed_norms(sections["norms"], data["norms"], settings.DEMO_ROOT / "works", programmes, people)
        seed_news(sections["news"], data["news"], {**programmes, living.slug: living}, people)
        seed_proofs(programmes, data["plan_proofs"], sections["news"], people["leader"])
        seed_works(sections["library"], load_cards(), settings.DEMO_ROOT / "works", programmes, people)
        seed_platforms(programmes, data["platforms"])
        seed_goals(programmes, facts, data["indicators"], people)
        seed_groups(programmes, facts, data["groups"], people)
        seed_journals(sections["journals"], data["journals"], people)
        seed_collections(sections["collections"], data["collections"], programmes, people)
        seed_course(living, data["living_programme"], people)
        seed_reports(programmes, data["reports"], people)
        seed_reviews(data["reviews"], people)
        seed_public_reviews(sections["library"], data["public_reviews"], people)


def load_cards():
    """The cards of the works, each with its slug (the name of its file); older works first, as they came to the archive."""
    cards = [
        {"slug": path.stem, **_load(f"cards/{path.name}")} for path in (settings.DEMO_ROOT / "cards").glob("*.yaml")
    ]
    return sorted(cards, key=lambda card: (card["year"], card["slug"]))


def _load(name):
    return yaml.safe_load((settings.DEMO_ROOT / name).read_text(encoding="utf-8"))
