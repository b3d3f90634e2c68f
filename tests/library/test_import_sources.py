"""Files of an import never come from outside its folder."""

import pytest

from library.importing.errors import RowRefused
from library.importing.sources import find_source
from tests.library.import_tables import text_file


@pytest.fixture
def folder(tmp_path):
    """A folder with a file, and a secret beside the folder."""
    text_file(tmp_path, "тайна.txt", "пароль")
    text_file(tmp_path / "files", "год/урок.txt")
    return tmp_path / "files"


@pytest.mark.parametrize(
    "name",
    ["../тайна.txt", "год/../../тайна.txt", "..\\тайна.txt", "C:\\тайна.txt", "C:тайна.txt", "\\\\host\\share\\а.txt"],
)
def test_a_path_that_leads_out_is_refused(folder, name):
    with pytest.raises(RowRefused, match="внутри папки"):
        find_source(folder, name)


def test_an_absolute_path_is_refused_even_when_the_file_is_inside(folder):
    with pytest.raises(RowRefused, match="внутри папки"):
        find_source(folder, str(folder / "год" / "урок.txt"))


def test_a_link_that_leads_out_is_refused(folder):
    (folder / "ссылка.txt").symlink_to(folder.parent / "тайна.txt")
    (folder / "вверх").symlink_to(folder.parent, target_is_directory=True)
    for name in ("ссылка.txt", "вверх/тайна.txt"):
        with pytest.raises(RowRefused, match="наружу"):
            find_source(folder, name)


def test_a_link_within_the_folder_is_followed(folder):
    (folder / "ссылка.txt").symlink_to(folder / "год" / "урок.txt")
    assert find_source(folder, "ссылка.txt").sha256 == find_source(folder, "год/урок.txt").sha256


@pytest.mark.parametrize("name", ["нет.txt", "год", "я" * 300 + ".txt"])
def test_what_is_no_file_is_refused_by_name(folder, name):
    with pytest.raises(RowRefused, match=name[:20]):
        find_source(folder, name)


def test_backslashes_of_windows_and_split_letters_of_a_mac_are_understood(folder):
    text_file(folder, "мои\u0306.txt", "й из двух знаков")
    assert find_source(folder, "год\\урок.txt").path.name == "урок.txt"
    assert find_source(folder, "мой.txt").path.is_file()
