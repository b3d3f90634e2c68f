"""People for tests: fictional, one line each."""

from itertools import count

from accounts.actions import create_person

PASSWORD = "длинный-пароль-7"
_numbers = count(1)


def person(*roles, email=None, **fields):
    """Make a person with a confirmed address in the groups `roles`; `fields` as in create_person."""
    address = email or f"person{next(_numbers)}@school.example"
    names = {"first_name": "Вера", "last_name": "Лунина (пример)", **fields}
    return create_person(email=address, password=PASSWORD, roles=roles, **names)


def boss():
    """Make a person who may do everything."""
    return person(is_superuser=True)


def sign_in(client, email, password=PASSWORD, **more):
    """Post the sign-in form as a browser does; return the response."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def is_signed_in(client):
    """Tell whether the browser of `client` carries a session of a person."""
    return "_auth_user_id" in client.session


def confirm_password(client, password=PASSWORD):
    """Give the password again, as what is important for safety asks."""
    return client.post("/accounts/reauthenticate/", {"password": password, "next": "/cabinet/"})
