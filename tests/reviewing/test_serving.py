"""The served page: who may ask, what may be asked, and what an answer does."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import Book
from creditfile.model import Source
from creditfile.reviewing.page import bytes_of

Serve = Callable[..., Any]
ASKED = 'statement["2024-12-31"].total_equity'


@pytest.fixture(scope="module")
def never(papers: Path) -> Any:
    """A check that must not be called: what is refused is refused before anything is read."""

    def check(*_: object) -> Any:
        raise AssertionError("a case was read")

    return check


def test_the_token_opens_once_and_leaves_a_cookie_that_scripts_cannot_read(serve: Serve, own: Path, never: Any) -> None:
    with serve(own, check=never) as desk:
        status, headers, _ = desk.ask("GET", f"/?token={desk.token}")
        again, _, _ = desk.ask("GET", f"/?token={desk.token}")

        assert (303, 403) == (status, again)
        assert {"HttpOnly", "Path=/", "SameSite=strict"} <= {p.strip() for p in headers["set-cookie"].split(";")[1:]}


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=guess", "/c/0/", "/c/0/page/0/1"])
def test_without_token_or_cookie_nothing_is_shown(serve: Serve, own: Path, never: Any, path: str) -> None:
    with serve(own, check=never) as desk:
        assert 403 == desk.ask("GET", path)[0]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example", ""])
def test_another_host_name_is_refused_so_that_no_name_can_be_rebound_to_us(
    serve: Serve, own: Path, never: Any, host: str
) -> None:
    with serve(own, check=never) as desk:
        desk.enter()
        assert 421 == desk.ask("GET", "/c/0/", host=host)[0]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": None}, 403),
        ({"x_csrf_token": "guess"}, 403),
        ({"x_csrf_token": None}, 403),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_length": "1000000"}, 413),
        ({"content_length": "-1"}, 400),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"cookie": "creditfile_review=guess"}, 403),
    ],
)
def test_an_answer_that_does_not_come_from_our_own_page_is_refused(
    serve: Serve, own: Path, never: Any, change: dict[str, str | None], wanted: int
) -> None:
    with serve(own, check=never) as desk:
        desk.enter()
        headers = {name: value for name, value in {**desk.own_headers, **change}.items() if value is not None}
        content = json.dumps({"action": "confirm", "fact": ASKED}).encode()

        assert wanted == desk.ask("POST", "/c/0/say", content, **headers)[0]
        assert not (own / "corrections.toml").exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(serve: Serve, own: Path, never: Any, method: str) -> None:
    with serve(own, check=never) as desk:
        desk.enter()
        assert 405 == desk.ask(method, "/c/0/")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/c/0/..%2f..%2fetc%2fpasswd",
        "/c/0/page/..%2f/1",
        "/c/0/page/-1/1",
        "/c/0/page/999/1",
        "/c/0/page/0/999999",
        "/c/0/page/0/0",
        "/c/99999999999999999999/",
        f"/c/{'9' * 5000}/",
        "/c/1/",
        "/static/page.js",
        "/c/0/corrections.toml",
    ],
)
def test_nothing_outside_the_case_is_served(serve: Serve, own: Path, path: str) -> None:
    with serve(own) as desk:
        desk.enter()
        assert desk.ask("GET", path)[0] in (400, 404, 414)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 60_000, b'"x"'])
def test_what_is_no_answer_is_refused(serve: Serve, own: Path, never: Any, content: bytes) -> None:
    with serve(own, check=never) as desk:
        desk.enter()
        assert 400 == desk.ask("POST", "/c/0/say", content, **desk.own_headers)[0]


def test_a_paper_that_leads_out_of_the_case_or_has_changed_is_not_shown(own: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"secret")
    (own / "link.pdf").symlink_to(outside)
    source = Source("link.pdf", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b", "pdf", 6)

    assert bytes_of(own, source) is None
    assert bytes_of(own, replace(source, path="../outside.pdf")) is None
    assert bytes_of(own, replace(source, path=str(outside))) is None
    assert bytes_of(tmp_path, replace(source, path="outside.pdf")) == b"secret"
    assert bytes_of(tmp_path, replace(source, path="outside.pdf", sha256="0" * 64)) is None


def test_every_answer_forbids_frames_foreign_scripts_and_keeping(serve: Serve, own: Path, never: Any) -> None:
    with serve(own, check=never) as desk:
        _, headers, _ = desk.ask("GET", "/")

        policy = headers["content-security-policy"]
        assert "default-src 'none'; script-src 'sha256-" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert ("nosniff", "DENY", "no-referrer", "no-store") == tuple(
            headers[name] for name in ("x-content-type-options", "x-frame-options", "referrer-policy", "cache-control")
        )
        assert "server" not in headers


def test_confirming_writes_who_when_why_and_on_which_paper_and_is_heard_at_once(serve: Serve, own: Path) -> None:
    with serve(own) as desk:
        desk.enter()
        before = desk.desk.sitting(0).review
        status, _ = desk.say(action="confirm", fact=ASKED)
        after = desk.desk.sitting(0)

        [entry] = tomllib.loads((own / "corrections.toml").read_text(encoding="utf-8"))["correct"]
        sha = next(source.sha256 for source in before.case.sources if source.path == "statements-2024.pdf")
        assert (200, ASKED, "张三", "2025-02-26", sha) == (
            status, entry["fact"], entry["by"], entry["on"].isoformat(), entry["source_sha256"],
        )  # fmt: skip
        assert {"at", "reason", "value"} <= set(entry)
        assert ASKED in before.asked
        assert ASKED not in after.review.asked
        assert after.changed is not None
        assert after.changed.matters == (len(before.matters), len(after.review.matters))


def test_a_correction_that_mends_the_sum_is_shown_as_what_it_changed(serve: Serve, own: Path) -> None:
    with serve(own) as desk:
        desk.enter()
        case = desk.desk.sitting(0).review.case
        broken = next(finding for finding in case.findings if finding.code == "ART-29")
        parts = [fact for fact in broken.evidence if fact.name != ASKED]
        status, _ = desk.say(action="correct", fact=ASKED, value=f"{sum(part.value for part in parts):,.2f}")

        changed = desk.desk.sitting(0).changed
        assert 200 == status
        assert ("ART-29", "fails", "holds") in [(flip.code, flip.before, flip.after) for flip in changed.flips]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"action": "correct", "fact": "licence.establish_date", "value": "2025-13-40"}, "不是日期"),
        ({"action": "correct", "fact": ASKED, "value": "many"}, "不能作为该项的值"),
        ({"action": "correct", "fact": ASKED, "value": ""}, "请填写"),
        ({"action": "correct", "fact": ASKED, "value": "9" * 501}, "500"),
        ({"action": "confirm", "fact": "no.such"}, "没有这一项"),
        ({"action": "drop table"}, "no answer"),
    ],
)
def test_an_answer_that_says_nothing_is_refused_and_not_written(
    serve: Serve, own: Path, said: dict[str, str], told: str
) -> None:
    with serve(own) as desk:
        desk.enter()
        status, answer = desk.say(**said)

        assert 422 == status
        assert told in answer["problem"]
        assert not (own / "corrections.toml").exists()


def test_who_answers_on_an_old_page_is_refused_and_the_other_word_stays(serve: Serve, own: Path) -> None:
    with serve(own) as desk:
        desk.enter()
        old = desk.desk.sitting(0).state
        (own / "corrections.toml").write_text(
            f"[[correct]]\nfact = '{ASKED}'\nvalue = 1\nby = \"李四\"\non = 2025-02-20\n", encoding="utf-8"
        )
        status, answer = desk.say(action="confirm", fact=ASKED, state=old)

        assert 409 == status
        assert "其间有人改过" in answer["problem"]
        assert "李四" in (own / "corrections.toml").read_text(encoding="utf-8")


def test_a_waiver_counts_only_when_a_second_person_has_checked_it(serve: Serve, own: Path, book: Book) -> None:
    def waived(desk: Any) -> list[str]:
        return [finding.code for finding in desk.desk.sitting(0).review.waived]

    with serve(own, "张三") as desk:
        desk.enter()
        found = next(m.finding for m in desk.desk.sitting(0).review.of("rule"))
        about = {"code": found.code, "subject": found.subject, "digest": found.digest}
        status, _ = desk.say(action="waive", reason="已落实", until="2025-12-31", **about)
        alone = waived(desk)
        assert "待第二人复核" in desk.desk.sitting(0).changed.what
        same, told = desk.say(action="check", kind="waive", entry="1")
        assert (200, [], 422) == (status, alone, same)
        assert "不能复核自己" in told["problem"]
    with serve(own, "李四") as desk:
        desk.enter()
        assert 200 == desk.say(action="check", kind="waive", entry="1")[0]
        assert [found.code] == waived(desk)


def test_a_false_alarm_is_counted_and_changes_nothing(serve: Serve, own: Path) -> None:
    with serve(own) as desk:
        desk.enter()
        before = desk.desk.sitting(0).state
        status, answer = desk.say(action="false_alarm", fact=ASKED)
        desk.ask("POST", "/c/0/effort", b'{"seconds": 40, "looked": ["no.such"]}', **desk.own_headers)

        assert (200, {"reload": False}, before) == (status, answer, desk.desk.sitting(0).state)
        log = (own / ".review.jsonl").read_text(encoding="utf-8")
        assert '"event": "false_alarm"' in log
        assert '"seconds": 40' in log
        assert "no.such" not in log


def test_page_pictures_are_drawn_when_asked_for_and_few_are_kept(serve: Serve, own: Path) -> None:
    from creditfile.reviewing import desk as room

    with serve(own) as desk:
        desk.enter()
        sources = desk.desk.sitting(0).review.case.sources
        number = next(n for n, source in enumerate(sources) if source.path == "statements-2024.pdf")
        status, headers, content = desk.ask("GET", f"/c/0/page/{number}/1")

        assert (200, "image/webp", b"WEBP") == (status, headers["content-type"], content[8:12])
        assert len(desk.desk.pictures) <= room.PICTURES
