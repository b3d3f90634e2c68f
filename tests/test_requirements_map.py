"""docs/requirements-map.md tells the truth: what it names exists, and no requirement of its groups is missing."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from programmes.enums import ItemStatus, ProgrammeKind, ReportKind
from programmes.group_enums import GroupKind

ROOT = Path(__file__).resolve().parents[1]
MAP = (ROOT / "docs" / "requirements-map.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([^`]+)`", MAP)
TESTS = sorted({name for name in NAMED if "::" in name})
TEMPLATES = sorted({name for name in NAMED if name.endswith(".html")})
APPS = "accounts|home|files|community|expertise|programmes|library|search|config"
MODULES = sorted({name for name in NAMED if re.fullmatch(rf"(?:{APPS})\.[\w.]+", name)})
# The functions of the groups by priority; extra ones may be left out.
IDS = {
    "core": "F0-01 F0-02 F0-03 F0-12 F1-24 F1-30 F1-38 F2-01 F2-06 F3-01 F3-02 F3-21 F3-22 F3-27 F4-01 F4-03 F4-17 F4-19 "
    "FX-02 FX-03 FX-04 FX-05 FX-06 FX-10 F0-04 F0-05 F0-06 F1-05 F1-07",
    "important": "F1-23 F1-25 F1-31 F1-43 F2-03 F2-04 F2-05 F2-12 F2-15 F3-28 F3-29 F3-30 F3-31 F3-44 F4-16 F4-18 F4-20 "
    "F4-21 F4-23 F4-26 F4-31 F4-34 FX-07 FX-11 F1-08 F1-09 F4-05",
}
WANTED = {name: priority for priority, names in IDS.items() for name in names.split()}
# Workflow → its steps, in the order of the page.
WORKFLOWS = {"D4": 9, "D12": 5, "D1": 11, "D5": 8, "D9": 5}
STEPS = [f"{name}.{number}" for name, count in WORKFLOWS.items() for number in range(1, count + 1)]
# Annex 2: every word of it is a value of ours, or begins one.
VOCABULARIES = {
    ProgrammeKind: "программа развития; стратегия; сетевой проект; программа инновационной площадки; партнёрская программа",
    ItemStatus: "запланировано; в работе; выполнено; продолжается; перенесено; отменено",
    ReportKind: "отчёт за год; аналитический; справка; публичный; промежуточный; итоговый; об апробации; самоотчёт; протокол",
    GroupKind: "временная проектная; временная группа работников; творческая; рабочая; малая; проблемная; "
    "разработческо-аналитическая",
}


def rows(below="", above="\n## Not yet"):
    """The rows of the tables between two headings as lists of cells; "" is the beginning and the end."""
    text = MAP[MAP.index(below) :]
    text = text[: text.index(above)] if above else text
    lines = [line for line in text.splitlines() if re.match(r"\| [FD][X\d]+[-.]", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@cache
def functions_of(path):
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", TESTS)
def test_every_test_that_is_named_is_there(name):
    path, function = name.split("::")
    assert function in functions_of(path)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_and_name_in_it_is_there(name):
    try:
        import_module(name)
    except ModuleNotFoundError:
        module, _dot, attribute = name.rpartition(".")
        assert hasattr(import_module(module), attribute)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_that_is_named_is_there(name):
    assert (ROOT / "templates" / name).is_file()


def test_every_function_of_the_groups_stands_there_once_with_its_priority():
    found = [(row[0], row[1]) for row in rows(above="\n## Extra ones")]
    assert len(found) == len(dict(found))
    assert dict(found) == WANTED


def test_every_step_of_the_workflows_stands_there():
    assert [row[0] for row in rows(below="\n## D4.")] == STEPS


def test_what_names_no_test_says_that_it_is_not_yet_and_the_end_says_what_is_missing():
    missing = {row[0] for row in rows(below="\n## Not yet", above="")}
    for row in rows():
        if "::" not in row[-1] or "«Not yet»" in " ".join(row):
            assert row[0] in missing, row[0]
    assert missing <= {*WANTED, *STEPS}


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.__name__)
def test_the_vocabularies_hold_every_word_of_the_annex(words):
    labels = " | ".join(str(label) for label in words.labels)
    assert [word for word in VOCABULARIES[words].split("; ") if word not in labels] == []
