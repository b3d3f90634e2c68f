"""The house as it was designed: who may import whom, who may point at whom, how large a room may be."""

import ast
import re
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
# App → apps it may import (docs/architecture.md). What is not listed is forbidden.
BELOW = {
    "accounts": set(),
    "home": {"accounts"},
    "files": {"accounts", "home"},
    "community": {"accounts", "home", "files"},
    "expertise": {"accounts", "home", "files", "community"},
    "programmes": {"accounts", "home", "files", "community", "expertise"},
    "library": {"accounts", "home", "files", "community", "expertise", "programmes"},
    "search": {"accounts", "home", "files", "community", "expertise", "programmes", "library"},
    "config": {"accounts", "home", "files", "community", "expertise", "programmes", "library", "search"},
}
OURS = set(BELOW)
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, PAGE_CLASS_LINES = 300, 40, 120, 150


def folder_of(app):
    return ROOT / "site" / "config" if app == "config" else ROOT / app


def python_files(app):
    return [path for path in folder_of(app).rglob("*.py") if "migrations" not in path.parts]


def all_python_files():
    return [path for app in OURS for path in python_files(app)]


def imported_names(path):
    """Every module a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def short(path):
    return path.relative_to(ROOT).as_posix()


def lines_of_code(function):
    """Lines of a function's body; its name, parameters and docstring explain and do not count."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return function.end_lineno - body[0].lineno + 1


@pytest.mark.parametrize("app", sorted(OURS))
def test_an_app_imports_only_what_lies_below_it(app):
    wrong = {
        f"{short(path)} imports {name}"
        for path in python_files(app)
        for name in imported_names(path)
        if (top := name.split(".")[0]) in OURS and top != app and top not in BELOW[app]
    }
    assert not wrong


def test_accounts_stands_on_django_alone_and_not_on_wagtail():
    wrong = [
        short(p) for p in python_files("accounts") for name in imported_names(p) if name.split(".")[0] == "wagtail"
    ]
    assert not wrong


def test_what_works_on_strangers_files_and_the_language_of_search_know_nothing_of_django():
    folders = ["files/extraction", "files/rendering", "files/stripping", "files/tables", "search/language"]
    pure = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert pure
    wrong = {
        f"{short(path)} imports {name}"
        for path in pure
        for name in imported_names(path)
        if name.split(".")[0] in {"django", "wagtail", *OURS}
        and not name.startswith((*(folder.replace("/", ".") for folder in folders), "files.refusals"))
    }
    assert not wrong


def test_foreign_keys_follow_the_same_arrows():
    wrong = set()
    for model in apps.get_models():
        app = model._meta.app_label
        if app not in OURS:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and not field.auto_created:
                target = field.related_model._meta.app_label
                if target in OURS and target != app and target not in BELOW[app]:
                    wrong.add(f"{model.__name__}.{field.name} points up at {target}")
    assert not wrong


def test_people_point_at_nothing_of_ours():
    from accounts.models import User

    targets = {f.related_model._meta.app_label for f in User._meta.get_fields() if f.is_relation and not f.auto_created}
    assert targets.isdisjoint(OURS)


def test_pages_and_their_children_forget_what_is_deleted_instead_of_vanishing_with_it():
    from modelcluster.fields import ParentalKey
    from wagtail.models import Page

    wrong = set()
    for model in apps.get_models():
        child = any(isinstance(field, ParentalKey) for field in model._meta.fields)
        if model._meta.app_label in OURS and (issubclass(model, Page) or child):
            for field in model._meta.local_fields:
                own = isinstance(field, ParentalKey | models.OneToOneField)
                if isinstance(field, models.ForeignKey) and not own and field.remote_field.on_delete != models.SET_NULL:
                    wrong.add(f"{model.__name__}.{field.name}")
    assert not wrong


def test_what_changes_by_process_is_no_child_of_a_page():
    from modelcluster.fields import ParentalKey

    process = {
        "CollectionCandidate",
        "CompiledEdition",
        "ContactMessage",
        "ExpertStatus",
        "FileText",
        "PlanItem",
        "Stage",
    }
    found = {model.__name__: model for model in apps.get_models() if model.__name__ in process}
    assert set(found) == process
    assert not [name for name, m in found.items() if any(isinstance(f, ParentalKey) for f in m._meta.fields)]


def test_no_app_is_named_like_a_module_of_python_itself():
    assert OURS.isdisjoint(sys.stdlib_module_names)
    assert not (ROOT / "site" / "__init__.py").exists()


def test_there_is_no_drawer_for_everything():
    names = {"utils.py", "helpers.py", "common.py", "misc.py", "services.py"}
    assert not [short(path) for path in all_python_files() if path.name in names]


def test_files_stay_small():
    long = {
        short(p): n for p in all_python_files() if (n := len(p.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert not long


def test_functions_stay_small():
    long = {}
    for path in all_python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (lines := lines_of_code(node)) > FUNCTION_LINES:
                long[f"{short(path)}:{node.name}"] = lines
    assert not long


def test_page_classes_stay_small():
    long = {}
    for path in all_python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ClassDef)
                and node.name.endswith("Page")
                and node.end_lineno - node.lineno > PAGE_CLASS_LINES
            ):
                long[node.name] = node.end_lineno - node.lineno
    assert not long


def test_templates_stay_small():
    templates = list((ROOT / "templates").rglob("*.html"))
    assert templates
    assert not {
        short(p): n for p in templates if (n := len(p.read_text(encoding="utf-8").splitlines())) > TEMPLATE_LINES
    }


def test_only_the_settings_read_the_environment():
    allowed = {"gunicorn.conf.py", "manage.py"}
    wrong = [
        short(path)
        for path in all_python_files()
        if "settings" not in path.parts and path.name not in allowed
        if "os.environ" in path.read_text(encoding="utf-8") or "getenv" in path.read_text(encoding="utf-8")
    ]
    assert not wrong


def test_pages_carry_no_inline_scripts_or_styles():
    wrong = [
        short(path)
        for path in (ROOT / "templates").rglob("*.html")
        # Programs for mail know no style sheets: letters carry theirs with them.
        if "emails" not in path.parts
        and any(mark in path.read_text(encoding="utf-8") for mark in (' style="', "<style", "onclick=", "javascript:"))
    ]
    assert not wrong


def test_nothing_outside_the_project_is_named():
    # Only where a path begins: Wagtail's own templates have a folder of one of these names.
    forbidden = re.compile(r"(?<!\w)/(?:shared|work|root)/")
    texts = [p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".html", ".toml", ".yaml", ".sh"} and p.is_file()]
    own = [p for p in texts if not {".venv", "var", ".git"} & set(p.relative_to(ROOT).parts)]
    assert not [short(p) for p in own if forbidden.search(p.read_text(encoding="utf-8"))]
