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
            found = examine(words=not quick, progress=self._progress)
            self._show(found)
            if any(found) and not check:
                found = mend(found)
                self.stdout.write("После исправления:")
                self._show(found)
        except EngineFailed as error:
            raise CommandError(f"Elasticsearch не отвечает: {error}") from error
        if any(found):
            sys.exit(1)

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
