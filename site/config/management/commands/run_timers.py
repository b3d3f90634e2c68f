from django.core.management.base import BaseCommand

from config.timers import run_all


class Command(BaseCommand):
    help = "Делает всё, чему пришло время: публикует, снимает, отправляет письма. Для cron, раз в минуту."

    def handle(self, *args, **options):
        for name, said in run_all().items():
            if options["verbosity"] > 1:
                self.stdout.write(f"{name}: {said}")
