"""What was worked out once comes back; a shelf stays within its bounds, and a damaged entry is none."""

from pathlib import Path

from creditfile.reading.shelf import Shelf


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.gz"))


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    Shelf(tmp_path, 1000).put("a1", b"words")

    assert b"words" == Shelf(tmp_path, 1000).get("a1")
    assert Shelf(tmp_path, 1000).get("a2") is None


def test_a_damaged_entry_is_none(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 1000)
    shelf.put("a1", b"words" * 100)
    [entry] = entries(tmp_path)
    whole = entry.read_bytes()

    for damaged in (b"", b"not packed", whole[:-9], whole[:12] + b"\xff\xff" + whole[14:]):
        entry.write_bytes(damaged)
        assert shelf.get("a1") is None


def test_it_stays_within_its_bounds_and_forgets_what_was_used_longest_ago(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 300)
    for number in range(60):
        shelf.put(f"1{number:02}", b"%d" % number)
    shelf.put("0 a name at which it looks", b"last")

    assert 0 < sum(entry.stat().st_size for entry in entries(tmp_path)) <= 300
    assert b"last" == shelf.get("0 a name at which it looks")
    assert shelf.get("100") is None
