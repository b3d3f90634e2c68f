"""manage.py import_materials: an archive from a table and a folder of files (D8, docs/ru/import.md)."""

import sys
from contextlib import ExitStack
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.enums import Role
from accounts.models import User
from files.enums import TextState
from files.models import FileText
from library.importing.errors import TableRefused
from library.importing.report import RefusalReport, ranges, with_progress
from library.importing.run import Importer, Result
from library.importing.table import read_table
from library.models import MaterialIndexPage


class Command(BaseCommand):
    help = "Переносит в библиотеку материалы по таблице CSV и папке с файлами. Прерванный перенос можно повторить."

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("table", type=Path, help="таблица CSV")
        parser.add_argument("--files", type=Path, required=True, metavar="DIR", help="папка с файлами")
        parser.add_argument("--user", metavar="EMAIL", help="администратор, от имени которого идёт перенос")
        parser.add_argument("--draft", action="store_true", help="оставить черновиками, не публиковать")
        parser.add_argument("--dry-run", action="store_true", help="всё проверить и ничего не записать")
        parser.add_argument("--report", type=Path, metavar="FILE", help="куда записать отклонённые строки с причинами")
        parser.add_argument("--wait", action="store_true", help="сразу прочитать файлы и обновить поиск")

    def handle(self, *, table, files, user, draft, dry_run, report, wait, **options):
        """Import row by row; end with code 1 when a row was refused."""
        importer = Importer(
            index=_library(), folder=_folder(files), publish=not draft, write=not dry_run, user=_administrator(user)
        )
        outcomes = self._import(importer, table, report)
        self._tell(outcomes, dry_run)
        if wait and not dry_run:
            self._read_files(outcomes)
        refused = sum(outcome.result == Result.REFUSED for _row, outcome in outcomes)
        if refused:
            raise CommandError(f"Отклонено строк: {refused}.", returncode=1)

    def _import(self, importer, path, report_path):
        """Return (Row, Outcome) pairs; a refused row is in the report as soon as it is refused."""
        try:
            table = read_table(path)
        except TableRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        outcomes = []
        with ExitStack() as stack:
            report = stack.enter_context(_report(report_path, path, table)) if report_path else None
            for row in with_progress(table.rows, sys.stderr):
                outcome = importer.take(table, row)
                outcomes.append((row, outcome))
                if report and outcome.result == Result.REFUSED:
                    report.add(row, outcome.reason)
        return outcomes

    def _tell(self, outcomes, dry_run):
        """Print how many rows have each result, which ones were passed over, and why the refused ones were."""
        numbers = {result: [row.number for row, outcome in outcomes if outcome.result == result] for result in Result}
        done = "Можно импортировать" if dry_run else "Импортировано"
        self.stdout.write(f"{done}: {len(numbers[Result.IMPORTED])}")
        already = numbers[Result.ALREADY]
        self.stdout.write(f"Уже есть: {len(already)}" + (f" (строки {ranges(already)})" if already else ""))
        self.stdout.write(f"Отклонено: {len(numbers[Result.REFUSED])}")
        for row, outcome in outcomes:
            if outcome.result == Result.REFUSED:
                self.stdout.write(f"  строка {row.number}: {outcome.reason}")

    def _read_files(self, outcomes):
        """Do the worker's work here and now, then tell which files have no text."""
        self.stdout.write("Читаю файлы и обновляю поиск…")
        # As words, not keywords: the worker's own default for --backend is not valid here.
        worker = ("--backend", "background", "--queue-name", "*", "--batch", "--interval", "0")
        call_command("db_worker", *worker, "--no-startup-delay", "--no-reload", verbosity=0)
        ids = [pk for _row, outcome in outcomes for pk in outcome.file_ids]
        unread = FileText.objects.filter(file__in=ids).exclude(state=TextState.DONE).select_related("file")
        for text in unread.defer("text", "places"):
            self.stdout.write(f"  {text.file.name}: {text.get_state_display()}. {text.reason}")


def _library():
    index = MaterialIndexPage.objects.first()
    if index is None:
        raise CommandError("В дереве страниц нет библиотеки: создайте её под главной страницей.")
    return index


def _folder(path):
    if not path.is_dir():
        raise CommandError(f"Папки {path} нет.")
    return path


def _administrator(email):
    """Return the person who answers for the import, None when nobody is named."""
    if email is None:
        return None
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or not user.has_role(Role.ADMINISTRATOR):
        raise CommandError(f"{email}: такого администратора нет, переносить материалы может только он.")
    return user


def _report(path, table_path, table):
    if path.resolve() == table_path.resolve():
        raise CommandError("Отчёт записал бы себя поверх таблицы: назовите другой файл.")
    try:
        return RefusalReport(path, table)
    except OSError as error:
        raise CommandError(f"Отчёт {path} не записывается: {error.strerror}.") from error
