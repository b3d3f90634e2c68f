import time

from django.core.management.base import BaseCommand

from config.background import run_waiting
from config.demo import seed_demo
from home.actions import keep_statistics


class Command(BaseCommand):
    help = "Наполняет сайт примером: программы, новости, работы библиотеки. Повторный запуск ничего не меняет."

    def handle(self, *args, **options):
        start = time.monotonic()
        seed_demo()
        # Read the files and build the index at once, so that the first search already finds; books and pictures are the worker's.
        run_waiting(without=["editions", "previews", "links"])
        keep_statistics()
        self.stdout.write(f"Пример содержания готов за {time.monotonic() - start:.0f} с.")
