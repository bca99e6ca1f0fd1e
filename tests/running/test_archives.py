"""An archive becomes a case, whole and inside its folder, or is refused whole."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from creditfile.running.archives import ArchiveError, is_archive, unpack


def archive(file: Path, **entries: str) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in entries.items():
            made.writestr(name, text)
    return file


def renamed(file: Path, old: bytes, new: bytes) -> Path:
    """The archive with an entry's raw name replaced, its UTF-8 mark taken off."""
    assert len(old) == len(new)
    content = file.read_bytes().replace(old, new)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (found := content.find(mark, start)) >= 0:
            flags = int.from_bytes(content[found + at : found + at + 2], "little") & ~0x800
            content = content[: found + at] + flags.to_bytes(2, "little") + content[found + at + 2 :]
            start = found + 4
    file.write_bytes(content)
    return file


def papers(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def refused(file: Path, folder: Path, size_mb: int = 4) -> str:
    with pytest.raises(ArchiveError) as error:
        unpack(file, folder, size_mb)
    return error.value.code


def test_papers_are_unpacked_without_the_folder_around_them(tmp_path: Path) -> None:
    file = archive(
        tmp_path / "a.zip",
        **{"案卷/合同.txt": "1", "案卷/附件/证照.txt": "2", "__MACOSX/._x": "", "案卷/.DS_Store": ""},
    )

    assert {"合同.txt": "1", "附件/证照.txt": "2"} == papers(unpack(file, tmp_path / "out", 4))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_without_a_mark_are_read_right(tmp_path: Path, encoding: str) -> None:
    raw = "合同.txt".encode(encoding)
    stand_in = "x" * len(raw)
    file = renamed(archive(tmp_path / "a.zip", **{stand_in: "1"}), stand_in.encode(), raw)

    assert {"合同.txt": "1"} == papers(unpack(file, tmp_path / "out", 4))


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "..\\x.txt", "a\\..\\..\\x"])
def test_a_path_out_of_the_folder_refuses_the_archive_before_anything_is_written(tmp_path: Path, name: str) -> None:
    file = archive(tmp_path / "a.zip", **{"good.txt": "1", name: "2"})

    assert "RDG-153" == refused(file, tmp_path / "deep" / "out")
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file() and path != file]


def test_a_backslash_parts_folders_as_it_was_meant(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", **{"合同\\1.txt": "1", "2.txt": "2"})

    assert {"合同/1.txt": "1", "2.txt": "2"} == papers(unpack(file, tmp_path / "out", 4))


def test_a_link_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(entry, "/etc/passwd")

    assert "RDG-153" == refused(tmp_path / "a.zip", tmp_path / "out")


def test_a_bomb_is_refused_by_what_it_says_and_by_what_comes_out(tmp_path: Path) -> None:
    honest = archive(tmp_path / "a.zip", **{"a.txt": "0" * (5 << 20)})
    lying = tmp_path / "b.zip"
    size = (5 << 20).to_bytes(4, "little")
    lying.write_bytes(honest.read_bytes().replace(size, (1000).to_bytes(4, "little")))

    assert "RDG-107" == refused(honest, tmp_path / "out a")
    assert refused(lying, tmp_path / "out b") in ("RDG-102", "RDG-107")


def test_too_many_entries_too_deep_and_twice_the_same_are_refused(tmp_path: Path) -> None:
    many = archive(tmp_path / "a.zip", **{f"{n}": "" for n in range(10_001)})
    deep = archive(tmp_path / "b.zip", **{"a/" * 40 + "x": ""})
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(tmp_path / "c.zip", "w") as twice:
        twice.writestr("x.txt", "1")
        twice.writestr("x.txt", "2")

    assert "RDG-107" == refused(many, tmp_path / "out a")
    assert "RDG-107" == refused(deep, tmp_path / "out b")
    assert "RDG-102" == refused(tmp_path / "c.zip", tmp_path / "out c")


def test_damaged_encrypted_and_empty_archives_are_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.zip", **{"x.txt": "0123456789" * 100}).read_bytes()
    damaged, locked, empty = tmp_path / "b.zip", tmp_path / "c.zip", tmp_path / "d.zip"
    damaged.write_bytes(whole[:40] + b"\xff" * 5 + whole[45:])
    locked.write_bytes(whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"))
    empty.write_bytes(archive(tmp_path / "e.zip").read_bytes())

    assert "RDG-102" == refused(damaged, tmp_path / "out b")
    assert "RDG-101" == refused(locked, tmp_path / "out c")
    assert "RDG-103" == refused(empty, tmp_path / "out d")


def test_only_what_is_called_and_is_a_zip_is_an_archive(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("text")
    (tmp_path / "folder.zip").mkdir()
    document = tmp_path / "x.docx"
    document.write_bytes(archive(tmp_path / "a.ZIP", x="1").read_bytes())

    assert [True, False, False, False] == [
        is_archive(tmp_path / name) for name in ("a.ZIP", "no.zip", "folder.zip", "x.docx")
    ]


def test_random_bytes_never_end_in_anything_but_papers_or_a_refusal(tmp_path: Path) -> None:
    import random

    whole = bytearray(archive(tmp_path / "a.zip", **{"合同/x.txt": "abc" * 50, "y.txt": "1"}).read_bytes())
    chance = random.Random(7)
    for attempt in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        file = tmp_path / "b.zip"
        file.write_bytes(broken)
        if not zipfile.is_zipfile(io.BytesIO(broken)):
            continue
        try:
            unpack(file, tmp_path / "in" / str(attempt), 4)
        except ArchiveError as error:
            assert error.code.startswith("RDG-")
