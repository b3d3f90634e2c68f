"""Write the whole index anew."""

from django.core.management.base import BaseCommand

from search.rebuilding import rebuild

WIDTH = 30


class Command(BaseCommand):
    help = "Строит поисковый индекс заново; сайт в это время работает. Прерванное продолжается с того же места."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="начать сначала, даже если прошлый раз был прерван")

    def handle(self, *args, anew, **options):
        total = rebuild(self._show, anew=anew)
        self.stdout.write(f"\nВ индексе страниц: {total}.")

    def _show(self, done, total):
        filled = round(WIDTH * done / total)
        self.stdout.write(f"\r[{'█' * filled}{'·' * (WIDTH - filled)}] {done} из {total}", ending="")
        self.stdout.flush()
