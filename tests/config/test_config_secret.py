"""The secret key is made once and read by its owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor

from config.settings.secret import read_or_make_secret


def test_the_secret_is_made_once_and_stays(tmp_path):
    first = read_or_make_secret(tmp_path / "key")
    assert len(first) >= 50
    assert read_or_make_secret(tmp_path / "key") == first


def test_two_sites_have_two_secrets(tmp_path):
    assert read_or_make_secret(tmp_path / "one") != read_or_make_secret(tmp_path / "other")


def test_only_the_owner_may_read_the_secret(tmp_path):
    read_or_make_secret(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_secret_that_was_written_by_hand_is_read_without_its_line_end(tmp_path):
    (tmp_path / "key").write_text("given-by-hand\n")
    assert read_or_make_secret(tmp_path / "key") == "given-by-hand"


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path):
    for attempt in range(20):
        path = tmp_path / f"key{attempt}"
        with ThreadPoolExecutor(8) as pool:
            keys = set(pool.map(lambda _n, path=path: read_or_make_secret(path), range(8)))
        assert len(keys) == 1
        assert len(keys.pop()) >= 50
