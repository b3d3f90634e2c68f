"""Write the whole index anew."""

from django.core.management.base import BaseCommand, CommandError

from search import feeding
from search.engines import EngineFailed, serving_engine
from search.reading_ahead import ReaderDied
from search.rebuilding import rebuild

WIDTH = 30
INTERRUPTED = 130


class Command(BaseCommand):
    help = "Строит поисковый индекс заново; сайт в это время работает. Прерванное продолжается с того же места."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="начать сначала, даже если прошлый раз был прерван")
        parser.add_argument("--only", choices=["database", "elasticsearch"], help="только этот индекс; без него – все")

    def handle(self, *args, anew, only, **options):
        try:
            if only != "elasticsearch":
                self._rebuild_database(anew)
            if only == "elasticsearch" or (only is None and serving_engine() is not None):
                self._rebuild_elastic(anew)
        except KeyboardInterrupt:
            self.stderr.write("\nПрервано. Та же команда продолжит с этого места.")
            raise SystemExit(INTERRUPTED) from None

    def _rebuild_database(self, anew):
        try:
            written = rebuild(self._show, anew=anew)
        except ReaderDied as error:
            raise CommandError(
                f"Страницы больше никто не читает: {error}. Та же команда продолжит с этого места."
            ) from error
        self.stdout.write(f"\nВ индексе страниц: {written}.")

    def _rebuild_elastic(self, anew):
        if serving_engine() is None:
            raise CommandError("Поиск работает на базе данных: SEARCH_ENGINE не elasticsearch.")
        try:
            written = feeding.build(self._show, anew=anew)
        except EngineFailed as error:
            raise CommandError(
                f"Elasticsearch: {error}. Читателям отвечает прежний индекс или база данных; "
                "та же команда продолжит с этого места."
            ) from error
        self.stdout.write(f"\nВ Elasticsearch записано страниц: {written}.")

    def _show(self, done, total):
        filled = round(WIDTH * done / total)
        self.stdout.write(f"\r[{'█' * filled}{'·' * (WIDTH - filled)}] {done} из {total}", ending="")
        self.stdout.flush()
