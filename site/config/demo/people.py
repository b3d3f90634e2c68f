"""People of the demo: fictional, one for each way of working."""

from accounts.actions import create_person
from accounts.enums import Role
from accounts.models import User

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
    {"email": "expert@metodset.example", "first_name": "Марк", "last_name": "Ольшанский (пример)", "role": Role.EXPERT},
]


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
        people[person["email"].split("@")[0]] = user
    return people
