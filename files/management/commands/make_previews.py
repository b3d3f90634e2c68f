from django.core.management.base import BaseCommand

from files.models import StoredFile
from files.previews import can_preview
from files.tasks import make_preview_task


class Command(BaseCommand):
    help = "Ставит в очередь рисование первых страниц файлов, у которых их ещё нет: после обновления или установки LibreOffice."

    def handle(self, *args, **options):
        files = StoredFile.objects.without_preview().order_by("pk").values_list("pk", "kind")
        asked = [make_preview_task.enqueue(pk) for pk, kind in files.iterator() if can_preview(kind)]
        self.stdout.write(f"В очереди файлов: {len(asked)}.")
