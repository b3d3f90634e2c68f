"""Write the whole index anew."""

from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    help = "Строит поисковый индекс заново; сайт в это время работает."

    def handle(self, *args, **options):
        total = indexing.rebuild(lambda done, total: self.stdout.write(f"\r{done} из {total}", ending=""))
        self.stdout.write(f"\nВ индексе страниц: {total}.")
