"""A ZIP from a person's computer: names as he wrote them, nothing outside the folder, nothing too large."""

import zipfile

import pytest

from library.importing import unpacking
from library.importing.errors import ArchiveRefused
from library.importing.sources import disk_name, find_source
from library.importing.unpacking import unpack
from tests.library.import_batches import windows_zip


def unpacked(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("encoding", ["cp866", "utf-8", "cp1251"])
def test_cyrillic_names_of_any_archiver_come_out_right(tmp_path, encoding):
    archive = windows_zip(tmp_path / "a.zip", {"Уроки/Ёлка и снег.txt": b"a"}, encoding)
    unpack(archive, tmp_path / "out")
    assert unpacked(tmp_path / "out") == ["Уроки/Ёлка и снег.txt"]


def test_what_systems_put_beside_files_is_left_out(tmp_path):
    names = ["Thumbs.db", "__MACOSX/._a.txt", ".DS_Store", "~$план.docx", "план.docx"]
    unpack(windows_zip(tmp_path / "a.zip", dict.fromkeys(names, b"a"), "utf-8"), tmp_path / "out")
    assert unpacked(tmp_path / "out") == ["план.docx"]


@pytest.mark.parametrize("name", ["../беда.txt", "a/../../беда.txt", "/беда.txt", "C:\\беда.txt", "..\\беда.txt"])
def test_a_name_that_leads_outside_refuses_the_archive(tmp_path, name):
    with pytest.raises(ArchiveRefused, match="за пределы"):
        unpack(windows_zip(tmp_path / "a.zip", {"хорошо.txt": b"a", name: b"b"}), tmp_path / "out")
    assert not unpacked(tmp_path)[1:]


def test_a_bomb_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ArchiveRefused, match="сжат так"):
        unpack(windows_zip(tmp_path / "a.zip", {"а.txt": b"\0" * 5_000_000}), tmp_path / "out")
    assert not unpacked(tmp_path / "out")


def test_an_archive_larger_than_the_setting_allows_is_refused(tmp_path, settings):
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(ArchiveRefused, match="больше, чем можно"):
        unpack(windows_zip(tmp_path / "a.zip", {"а.txt": bytes(range(100))}), tmp_path / "out")


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    with pytest.raises(ArchiveRefused, match="слишком много файлов: 3"):
        unpack(windows_zip(tmp_path / "a.zip", dict.fromkeys("абв", b"a")), tmp_path / "out")


@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda data: data.replace(b"PK\x03\x04", b"PK__")]
)
def test_a_damaged_archive_is_refused_in_words(tmp_path, spoil):
    archive = windows_zip(tmp_path / "a.zip", {"а.txt": bytes(range(256)) * 50})
    archive.write_bytes(spoil(archive.read_bytes()))
    with pytest.raises(ArchiveRefused, match="повреждён"):
        unpack(archive, tmp_path / "out")


def test_a_link_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        entry = zipfile.ZipInfo("ссылка.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match="ссылка, а не файл"):
        unpack(tmp_path / "a.zip", tmp_path / "out")


def test_equal_names_do_not_overwrite_one_another(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("урок.txt", "один")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("урок.txt", "два")
    unpack(tmp_path / "a.zip", tmp_path / "out")
    assert unpacked(tmp_path / "out") == ["урок (2).txt", "урок.txt"]


def test_a_second_run_writes_only_what_is_missing(tmp_path):
    archive = windows_zip(tmp_path / "a.zip", {"а.txt": b"a", "б.txt": b"b"})
    unpack(archive, tmp_path / "out")
    kept = (tmp_path / "out" / "а.txt").stat().st_mtime_ns
    (tmp_path / "out" / "б.txt").unlink()
    unpack(archive, tmp_path / "out")
    assert unpacked(tmp_path / "out") == ["а.txt", "б.txt"]
    assert (tmp_path / "out" / "а.txt").stat().st_mtime_ns == kept


def test_a_name_too_long_for_the_disk_is_found_by_its_whole_name(tmp_path):
    name = "о" * 200 + ".txt"
    unpack(windows_zip(tmp_path / "a.zip", {name: b"a"}), tmp_path / "out")
    assert find_source(tmp_path / "out", name).path.is_file()


@pytest.mark.parametrize("name", ["2009", "урок.docx", "Приказ № 5.2", ".txt", "а" * 300])
def test_a_short_name_stays_as_it_is_and_a_long_one_keeps_its_ending(name):
    kept = disk_name(name)
    assert len(kept.encode()) <= 240
    assert kept == name or name.startswith(kept)
