"""The first words of a started site."""

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User
from config.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Говорит, где открыть сайт и как войти."

    def handle(self, *args, **options):
        self.stdout.write(f"\nСайт: {settings.SITE_URL}/   вход для сотрудников: {settings.SITE_URL}/admin/")
        emails = [person["email"] for person in PEOPLE]
        known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
        if known:
            self.stdout.write(f"Входы примера (пароль у всех {PASSWORD}):")
        for person in PEOPLE:
            if person["email"] in known:
                self.stdout.write(f"  {person['email']:<28}{person['role'] or 'все права'}")
        self.stdout.write("")
