"""Two programmes with their parts and the people who lead them: what tests of leaders' rights are about."""

from accounts.enums import Role
from accounts.models import User
from home.models import ContentPage
from programmes.leading import appoint_leader
from programmes.models import PlanItem, Stage
from tests.making import person, plan, programme, put, subproject

EVERY = {f"{name}{part}" for name in ("own", "other") for part in ("", " part", " sister", " leaf")}


def fresh(user):
    """The person as a new request has them: Wagtail remembers rights for the life of the object."""
    return User.objects.get(pk=user.pk)


class House:
    """Two programmes with two subprojects each, and a page under each of those."""

    def __init__(self, sections):
        self.sections = sections
        self.pages, self.items = {}, {}
        for name in ("own", "other"):
            top = programme(sections["programmes"], f"Программа {name}")
            part, sister = (subproject(top, f"Подпроект {name} {n}") for n in (1, 2))
            leaf = put(part, ContentPage(title=f"Страница {name}"))
            self.pages.update({name: top, f"{name} part": part, f"{name} sister": sister, f"{name} leaf": leaf})
            (item,) = plan(top, items=1)
            stage = Stage.objects.create(programme=top, subproject=part, number=1, name="Этап подпроекта")
            self.items[name] = item
            self.items[f"{name} part"] = PlanItem.objects.create(stage=stage, text="Дело подпроекта")
        # With their children, as the database has them.
        self.pages = {name: type(page).objects.get(pk=page.pk) for name, page in self.pages.items()}
        self.keeper = person(Role.EDITOR)
        self.people = {role: person(role) for role in (Role.METHODIST, Role.EDITOR, Role.TEACHER)}
        for who, page in (("leader", "own"), ("part leader", "own part"), ("stranger", "other")):
            self.people[who] = person()
            appoint_leader(page=self.pages[page], user=self.people[who], by=self.keeper)

    def user(self, who):
        return fresh(self.people[who])
