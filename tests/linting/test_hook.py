"""In a real git repository: the hook stops a bad change of a template and lets a good one pass."""

from pathlib import Path

from creditfile.linting.differences import book_at, differences
from creditfile.linting.scope import changed_since, scope_of
from tests.linting.bank import TEMPLATE, git, rewritten


def test_a_bad_change_fails_the_hook_and_a_good_one_passes(repository: Path) -> None:
    rewritten(repository, lambda xml: xml.replace("visit.place", "visit.palce"))
    git(repository, "add", TEMPLATE)
    bad = git(repository, "commit", "-m", "地点", check=False)

    assert 1 == bad.returncode
    assert "LNT-211" in bad.stdout + bad.stderr
    assert "did you mean `place`" in bad.stdout + bad.stderr
    assert "表1 行2 列4" in bad.stdout + bad.stderr

    rewritten(repository, lambda xml: xml.replace("visit.palce", "visit.place").replace("拜访目的", "本次拜访目的"))
    git(repository, "add", TEMPLATE)
    good = git(repository, "commit", "-m", "目的", check=False)

    assert 0 == good.returncode, good.stdout + good.stderr
    shown = git(repository, "show", "--format=", "HEAD").stdout
    assert "-| 拜访目的 | {{ visit.aim }} |" in shown
    assert "+| 本次拜访目的 | {{ visit.aim }} |" in shown


def test_what_changed_since_a_revision_is_all_that_is_looked_at(repository: Path) -> None:
    rewritten(repository, lambda xml: xml.replace("沟通内容", "沟通要点"))

    files = changed_since("HEAD", repository)
    git(repository, "checkout", "-q", TEMPLATE)

    assert (TEMPLATE,) == files
    assert frozenset({"visit"}) == scope_of(files).templates
    assert not scope_of(files).rules


def test_what_a_change_adds_removes_and_breaks_is_told(repository: Path) -> None:
    from creditfile.book import read_book

    rewritten(
        repository,
        lambda xml: xml.replace("{{ visit.place }}", "{{ visit.site }}").replace("{{ visit.needs }}", ""),
    )
    rule = next((repository / "checks" / "contract").glob("CTR-002*.toml"))
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace('severity = "error"', 'severity = "warning"'), encoding="utf-8")

    with book_at("HEAD", repository) as old:
        changes = differences(old, read_book(repository))
    git(repository, "checkout", "-q", ".")

    told = {(change.where, change.said_en): bool(change.breaks) for change in changes if "line" not in change.said_en}
    lines = [change.said_en for change in changes if "line" in change.said_en]
    assert 2 == len(lines)
    assert "{{ visit.[-plac-]{+sit+}e }}" in lines[0]
    assert {
        ("CTR-002", "the rule changed: severity"): False,
        (TEMPLATE, "field added: visit.site"): True,
        (TEMPLATE, "field removed: visit.place"): False,
        (TEMPLATE, "field removed: visit.needs"): False,
    } == told


def test_words_and_looks_of_a_template_that_change_are_told(repository: Path) -> None:
    from creditfile.book import read_book

    told = []
    for change in (("沟通内容", "沟通要点"), ("FormLabel", "FormText")):
        rewritten(repository, lambda xml, change=change: xml.replace(*change))  # type: ignore[misc]
        with book_at("HEAD", repository) as old:
            told.append([change.said for change in differences(old, read_book(repository))])
        git(repository, "checkout", "-q", ".")

    words, looks = told
    assert 1 == len(words)
    assert "沟通[-内容-]{+要点+}" in words[0]
    assert ["文字未变,改了版式或样式"] == looks
