"""Compare the index with the site, and mend it."""

import sys

from django.core.management.base import BaseCommand, CommandError

from search.doctor import examine, mend
from search.engines import EngineFailed

NAMES = {"words": "слова страниц", "database": "индекс базы данных", "elasticsearch": "Elasticsearch"}


class Command(BaseCommand):
    help = "Сравнивает поисковый индекс с сайтом по страницам и хешам, показывает расхождения и исправляет их."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="только показать; код 1, если есть расхождения")
        parser.add_argument("--quick", action="store_true", help="не перечитывать тексты страниц")

    def handle(self, *args, check, quick, **options):
        try:
            found = self._treat(check, quick)
        except EngineFailed as error:
            # The database's own index must not wait for a server that is away.
            self._treat(check, quick, elastic=False)
            raise CommandError(f"Elasticsearch: {error}. Сверен только индекс в базе данных.") from error
        if any(found):
            sys.exit(1)

    def _treat(self, check, quick, elastic=True):
        found = examine(words=not quick, progress=self._progress, elastic=elastic)
        self._show(found)
        if any(found) and not check:
            found = mend(found, elastic=elastic)
            self.stdout.write("После исправления:")
            self._show(found)
        return found

    def _progress(self, done, total):
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} из {total}", ending="\n" if done == total else "")

    def _show(self, found):
        for drift in found:
            parts = (
                f"нет в индексе: {len(drift.missing)}",
                f"лишних: {len(drift.extra)}",
                f"с другими словами: {len(drift.changed)}",
            )
            self.stdout.write(f"{NAMES[drift.index]} — расхождений {len(drift)} ({', '.join(parts)})")
