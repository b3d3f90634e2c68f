"""The person: one address, one person; the groups; who is in which."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.actions import create_person
from accounts.enums import STAFF_ROLES, Role
from accounts.models import User
from tests.accounts.people import is_signed_in, person, sign_in

pytestmark = pytest.mark.django_db


def test_the_same_address_in_other_letters_is_the_same_person():
    create_person(email="Vera@School.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        create_person(email="vERA@school.EXAMPLE")
    assert User.objects.count() == 1


def test_the_database_itself_refuses_a_second_person_with_the_address():
    person(email="vera@school.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="VERA@school.example")])


def test_an_address_is_kept_without_spaces_and_in_lower_case():
    assert User.objects.create_user("  Vera@School.Example ").email == "vera@school.example"


def test_a_person_is_found_by_the_address_in_any_case():
    vera = person(email="vera@school.example")
    assert User.objects.get_by_natural_key("VERA@SCHOOL.EXAMPLE") == vera


def test_a_person_without_a_password_cannot_sign_in_with_an_empty_one(client):
    create_person(email="vera@school.example", password=None)
    sign_in(client, "vera@school.example", password="")
    assert not is_signed_in(client)
    assert not User.objects.get().has_usable_password()


def test_a_full_name_has_the_patronymic_in_the_middle_and_no_holes():
    vera = person(first_name="Вера", patronymic="Ильинична", last_name="Лунина")
    assert str(vera) == "Вера Ильинична Лунина"
    vera.patronymic = ""
    assert str(vera) == "Вера Лунина"


def test_a_person_without_a_name_is_called_by_the_address():
    assert str(User(email="vera@school.example")) == "vera@school.example"


def test_every_role_has_its_group():
    assert set(Group.objects.values_list("name", flat=True)) >= set(Role.values)


@pytest.mark.parametrize("role", list(Role))
def test_a_group_opens_the_admin_exactly_when_it_is_of_the_staff(role):
    assert person(role).has_perm("wagtailadmin.access_admin") is (role in STAFF_ROLES)


def test_a_new_person_gets_the_asked_roles_and_no_other():
    vera = person(Role.TEACHER, Role.EXPERT)
    assert vera.roles == {Role.TEACHER, Role.EXPERT}
    assert vera.has_role(Role.METHODIST, Role.EXPERT)
    assert not vera.has_role(Role.METHODIST, Role.EDITOR)


def test_a_superuser_has_every_role():
    assert person(is_superuser=True).has_role(Role.CHAIR)


def test_roles_are_read_once(django_assert_num_queries):
    vera = User.objects.get(pk=person(Role.TEACHER).pk)
    with django_assert_num_queries(1):
        assert vera.has_role(Role.TEACHER)
        assert not vera.has_role(Role.EXPERT)


def test_createsuperuser_gives_somebody_who_can_sign_in_at_once(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "длинный-пароль-7")
    call_command("createsuperuser", email="Boss@Centre.example", interactive=False, verbosity=0)
    assert sign_in(client, "boss@centre.example").status_code == 302
    assert is_signed_in(client)
    assert client.get("/admin/").status_code == 200
