"""manage.py import_materials: an archive from a table and a folder of files, or a bare folder (D8, docs/ru/import.md)."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.enums import Role
from accounts.models import User
from files.enums import TextState
from files.models import FileText
from library.enums import BatchState, RowState
from library.importing.command import check, guessed_table, import_all
from library.importing.errors import TableRefused
from library.importing.report import ranges, refused_csv
from library.importing.table import read_table
from library.models import MaterialIndexPage


class Command(BaseCommand):
    help = "Переносит в библиотеку материалы по таблице CSV или XLSX и папке с файлами, либо по одной папке."

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("table", type=Path, nargs="?", help="таблица CSV или XLSX")
        parser.add_argument("--files", type=Path, metavar="DIR", help="папка с файлами, которые названы в таблице")
        parser.add_argument("--tree", type=Path, metavar="DIR", help="папка без таблицы: карточки угадываются")
        parser.add_argument("--user", metavar="EMAIL", help="администратор, от имени которого идёт перенос")
        parser.add_argument("--draft", action="store_true", help="оставить черновиками, не публиковать")
        parser.add_argument("--dry-run", action="store_true", help="всё проверить и ничего не записать")
        parser.add_argument("--report", type=Path, metavar="FILE", help="куда записать отклонённые строки с причинами")
        parser.add_argument("--wait", action="store_true", help="сразу прочитать файлы и обновить поиск")

    def handle(self, *, table, files, tree, user, draft, dry_run, report, wait, **options):
        """Import row by row; end with code 1 when a row was refused."""
        if bool(table and files) == bool(tree) or (tree and (table or files)):
            raise CommandError("Назовите таблицу и папку её файлов (--files) или одну папку (--tree).")
        index, folder, user = _library(), _folder(files or tree), _administrator(user)
        read = _read(table) if table else None
        if report:
            _try_report(report, table)
        if dry_run:
            read = read or guessed_table(folder)
            header, rows = read.header, check(read, index, folder)
        else:
            source = table.name if table else folder.name
            batch = import_all(table=read, source=source, folder=folder, publish=not draft, user=user)
            if batch.state == BatchState.BROKEN:
                raise CommandError(f"Перенос прерван: {batch.problem}")
            header, rows = batch.header, list(batch.rows.select_related("material"))
        self._tell(rows, dry_run)
        refused = [row for row in rows if row.state == RowState.REFUSED]
        if report:
            report.write_bytes(refused_csv(header, refused))
        if wait and not dry_run:
            self._read_files(rows)
        if refused:
            raise CommandError(f"Отклонено строк: {len(refused)}.", returncode=1)

    def _tell(self, rows, dry_run):
        """Print how many rows have each result, which ones were passed over, and why the refused ones were."""
        numbers = {state: [row.number for row in rows if row.state == state] for state in RowState}
        done = "Можно импортировать" if dry_run else "Импортировано"
        self.stdout.write(f"{done}: {len(numbers[RowState.IMPORTED])}")
        already = numbers[RowState.ALREADY]
        self.stdout.write(f"Уже есть: {len(already)}" + (f" (строки {ranges(already)})" if already else ""))
        self.stdout.write(f"Отклонено: {len(numbers[RowState.REFUSED])}")
        for row in rows:
            if row.state == RowState.REFUSED:
                self.stdout.write(f"  строка {row.number}: {row.reason}")

    def _read_files(self, rows):
        """Do the worker's work here and now, then tell which files have no text."""
        self.stdout.write("Читаю файлы и обновляю поиск…")
        # As words, not keywords: the worker's own default for --backend is not valid here.
        worker = ("--backend", "background", "--queue-name", "*", "--batch", "--interval", "0")
        call_command("db_worker", *worker, "--no-startup-delay", "--no-reload", verbosity=0)
        pages = [row.material_id for row in rows if row.state == RowState.IMPORTED]
        texts = FileText.objects.filter(file__material_files__page__in=pages)
        for text in texts.exclude(state=TextState.DONE).select_related("file").defer("text", "places"):
            self.stdout.write(f"  {text.file.name}: {text.get_state_display()}. {text.reason}")


def _read(path):
    try:
        return read_table(path)
    except TableRefused as refusal:
        raise CommandError(str(refusal)) from refusal


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


def _try_report(path, table_path):
    """Refuse a place for the report before anything is imported."""
    if table_path and path.resolve() == table_path.resolve():
        raise CommandError("Отчёт записал бы себя поверх таблицы: назовите другой файл.")
    try:
        path.touch()
    except OSError as error:
        raise CommandError(f"Отчёт {path} не записывается: {error.strerror}.") from error
