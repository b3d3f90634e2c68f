"""People of the demo: fictional, one for each way of working."""

from accounts.actions import create_person
from accounts.enums import Role
from accounts.models import User
from community.consents import current_texts, give_consent
from community.enums import ConsentKind, NameForm
from community.profiles import save_profile
from home.models import Level, Subject

PASSWORD = "metodset-primer"
PEOPLE = [
    {"email": "admin@metodset.example", "first_name": "Анна", "last_name": "Ветрова (пример)", "role": None},
    {"email": "editor@metodset.example", "first_name": "Павел", "last_name": "Липин (пример)", "role": Role.EDITOR},
    {
        "email": "metodist@metodset.example",
        "first_name": "Лидия",
        "last_name": "Карпенко (пример)",
        "role": Role.METHODIST,
    },
    {
        "email": "leader@metodset.example",
        "first_name": "Олег",
        "last_name": "Дорогин (пример)",
        "role": Role.PROGRAMME_LEADER,
    },
    {
        "email": "teacher@metodset.example",
        "first_name": "Ирина",
        "last_name": "Соловьёва (пример)",
        "role": Role.TEACHER,
    },
    {
        "email": "teacher2@metodset.example",
        "first_name": "Тимур",
        "last_name": "Сафин (пример)",
        "role": Role.TEACHER,
    },
    {"email": "expert@metodset.example", "first_name": "Марк", "last_name": "Ольшанский (пример)", "role": Role.EXPERT},
    {"email": "expert2@metodset.example", "first_name": "Нина", "last_name": "Берёзкина (пример)", "role": Role.EXPERT},
    {
        "email": "chair@metodset.example",
        "first_name": "Вера",
        "last_name": "Строганова (пример)",
        "role": Role.CHAIR,
    },
]
# What some of them say of themselves: one shows nearly everything, one only the subject and a pseudonym.
PROFILES = {
    "teacher": {
        "name_form": NameForm.FULL,
        "school": "Школа № 7 (пример)",
        "position": "учитель начальных классов",
        "subjects": ["Литературное чтение", "Окружающий мир"],
        "levels": ["Начальное общее"],
        "town": "Снегирёво (пример)",
        "about": "Веду кружок наблюдений за природой. Собираю уроки, которые можно провести на улице.",
        "show_school": True,
        "show_position": True,
        "show_subjects": True,
        "show_levels": True,
        "show_about": True,
    },
    "expert": {
        "name_form": NameForm.PSEUDONYM,
        "written_name": "Тихий омут (пример)",
        "school": "Институт развития образования (пример)",
        "subjects": ["Математика"],
        "levels": [],
        "show_subjects": True,
    },
}


def seed_people():
    """Make the people who are missing; return {email's first part: User}."""
    people = {}
    for person in PEOPLE:
        user = User.objects.filter(email=person["email"]).first() or create_person(
            email=person["email"],
            password=PASSWORD,
            first_name=person["first_name"],
            last_name=person["last_name"],
            roles=[person["role"]] if person["role"] else [],
            is_superuser=person["role"] is None,
        )
        name = person["email"].split("@")[0]
        people[name] = user
        if not user.consents.exists():
            _introduce(user, PROFILES.get(name))
    return people


def _introduce(user, profile):
    """Everybody has agreed to have an account; who has a profile here, to show what is switched on in it."""
    kinds = [ConsentKind.PROCESSING, *([ConsentKind.PUBLICATION] if profile else [])]
    kinds += [ConsentKind.EXPERT] if Role.EXPERT in user.roles else []
    for text in current_texts(kinds).values():
        give_consent(person=user, text=text)
    if profile:
        words = {
            "subjects": Subject.objects.filter(name__in=profile["subjects"]),
            "levels": Level.objects.filter(name__in=profile["levels"]),
        }
        save_profile(person=user, **{**profile, **words})
