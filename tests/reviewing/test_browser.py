"""The page in a real Chromium: reading, confirming, correcting, by keyboard, in both languages, on paper."""

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import Book
from creditfile.model import Case, Fact
from creditfile.model.record import to_json
from creditfile.reviewing.matters import Review, review_of
from creditfile.reviewing.page import PAGES, page

from .conftest import ON, began, check
from .long import long_case

Open = Callable[..., Any]
BANNER = ".changed:not(.problem)"


@pytest.fixture(scope="module")
def offline(review: Review, book: Book, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page as one file."""
    file = tmp_path_factory.mktemp("page") / "case.review.html"
    file.write_text(page(review, book, papers, ON.isoformat()), encoding="utf-8")
    return file.as_uri()


def test_the_first_matter_stands_beside_its_paper_and_nothing_is_fetched(offline: str, opened: Open) -> None:
    seen = opened(offline)

    assert [offline] == [address for address in seen.asked if not address.startswith("data:")]
    assert [] == seen.problems
    assert 1 == seen.page.locator(".matter.open").count()
    assert seen.text("#deskfile") in ("application.toml", "statements-2024.pdf", "guarantee-contract.docx")
    assert seen.page.locator("#leaf rect, #leaf .here").count() >= 1


def test_a_reading_is_framed_where_it_stands_on_the_page(offline: str, opened: Open) -> None:
    seen = opened(offline)
    seen.page.locator(".matter[data-kind=fact]").first.click()

    frame = seen.page.locator("#leaf rect").bounding_box()
    image = seen.page.locator("#leaf img").bounding_box()
    stage = seen.page.locator("#stage").bounding_box()
    assert image["x"] < frame["x"] < image["x"] + image["width"]
    assert stage["y"] < frame["y"] < stage["y"] + stage["height"]
    assert 5 < frame["height"] < 40
    before = frame["width"]
    seen.page.keyboard.press("+")
    assert seen.page.locator("#leaf rect").bounding_box()["width"] > before


def test_j_and_k_walk_through_the_matters_and_digits_through_the_views(offline: str, opened: Open) -> None:
    seen = opened(offline)
    keys = lambda: seen.page.locator(".matter.open").get_attribute("data-key")  # noqa: E731
    first = keys()
    seen.page.keyboard.press("j")
    second = keys()
    seen.page.keyboard.press("k")

    assert first != second
    assert first == keys()
    for _ in range(30):
        seen.page.keyboard.press("Tab")
    assert first != keys()
    for number, panel in enumerate(("matters", "statements", "contracts", "complete", "papers", "facts"), start=1):
        seen.page.keyboard.press(str(number))
        assert [panel] == [one.get_attribute("id") for one in seen.page.locator(".panel:visible").all()]


def test_offline_answers_become_a_file_that_the_next_check_hears(
    offline: str, opened: Open, own: Path, book: Book, quick: None
) -> None:
    seen = opened(offline)
    facts = seen.page.locator(".matter[data-kind=fact]")
    facts.nth(0).click()
    confirmed = facts.nth(0).get_attribute("data-fact")
    seen.page.keyboard.press("Enter")
    corrected = seen.page.locator(".matter.open").get_attribute("data-fact")
    seen.page.keyboard.press("e")
    seen.page.keyboard.type("1,234.50")
    seen.page.keyboard.press("Enter")
    seen.page.fill("#by", '张"三')
    with seen.page.expect_download() as got:
        seen.page.click("#save")
    shutil.copy(got.value.path(), own / "corrections.toml")

    case = check(Case(id="case", folder=own), book, ON)
    facts_now = {fact.name: fact for fact in case.facts}
    assert [] == [s.troubles for s in case.sources if s.path == "corrections.toml" and s.troubles]
    assert ("person", False) == (facts_now[confirmed].origins[0].method, facts_now[confirmed].confirm)
    assert Decimal("1234.50") == facts_now[corrected].value
    assert '张"三' in facts_now[corrected].origins[0].quote


def test_both_languages_are_there_and_the_switch_shows_one(offline: str, opened: Open) -> None:
    seen = opened(offline)
    assert "待办" in seen.text(".tabs")
    assert "To do" not in seen.text(".tabs")
    seen.page.click("#lang")

    assert "To do" in seen.text(".tabs")
    assert "待办" not in seen.text(".tabs")
    assert "en" == seen.page.locator("html").get_attribute("lang")


def test_search_finds_a_matter_or_the_view_that_has_it(offline: str, opened: Open) -> None:
    seen = opened(offline)
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("PRH-006")
    assert ["PRH-006"] == seen.page.locator(".matter:visible .code").all_inner_texts()
    assert "1" == seen.page.locator("#tab-matters").get_attribute("data-hits")
    seen.page.fill("#search", "长期待摊费用")
    assert seen.page.locator("#statements").is_visible()
    assert ["长期待摊费用"] == seen.page.locator(
        "#statements tr:not(.part):visible th[scope=row] .zh"
    ).all_inner_texts()


def test_a_sum_that_does_not_come_out_ties_its_cells_in_red(offline: str, opened: Open) -> None:
    seen = opened(offline)
    seen.page.keyboard.press("2")

    assert seen.page.locator(".tie.bad[aria-pressed=true]").count() >= 1
    assert seen.page.locator(".links path.bad").count() >= 3
    assert seen.page.locator(".grid td.tied.bad").count() >= 2
    red = seen.page.locator(".links path.bad").first.evaluate("one => getComputedStyle(one).stroke")
    assert "rgb(160, 42, 37)" == red
    seen.page.locator(".ties summary").first.click()
    seen.page.locator(".tie.ok").first.click()
    assert seen.page.locator(".links path:not(.bad)").count() >= 2


def test_nothing_is_written_too_faint_to_read(offline: str, opened: Open) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text; measured on every text that is visible in every view."""
    seen = opened(offline)
    faint = {}
    for key in "123456":
        seen.page.keyboard.press(key)
        faint |= seen.page.evaluate(CONTRAST)

    assert {} == faint


def test_every_control_has_a_name_and_every_picture_a_text(offline: str, opened: Open) -> None:
    seen = opened(offline)
    nameless = seen.page.evaluate(
        """() => [...document.querySelectorAll("button, input, [role=region], [role=tabpanel], a")].filter((one) =>
             !(one.textContent.trim() || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") ||
               one.closest("label"))).map((one) => one.outerHTML)"""
    )
    seen.page.locator(".matter[data-kind=fact]").first.click()

    assert [] == nameless
    assert "statements-2024.pdf" in seen.page.locator("#leaf img").get_attribute("alt")
    assert 1 == seen.page.locator("h1").count()


def test_on_paper_every_matter_is_open_and_no_control_is_printed(offline: str, opened: Open) -> None:
    seen = opened(offline)
    seen.page.emulate_media(media="print")

    assert 0 == seen.page.locator("button.primary:visible, #search:visible, .desk:visible").count()
    assert seen.page.locator(".matter .basis:visible").count() >= 5
    assert seen.page.locator("#statements .grid").first.is_visible()
    content = seen.page.pdf(format="A4")
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") < 40


def test_what_a_paper_says_is_never_run(checked: Case, book: Book, papers: Path, tmp_path: Path, opened: Open) -> None:
    evil = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    facts = tuple(_with(fact, evil) if number % 40 == 0 else fact for number, fact in enumerate(checked.facts))
    findings = tuple(replace(finding, message=evil, subject=evil) for finding in checked.findings)
    hostile = replace(checked, id=evil, facts=facts, findings=findings)
    file = tmp_path / "evil.html"
    file.write_text(page(review_of(hostile, book, ON), book, papers, ON.isoformat()), encoding="utf-8")
    seen = opened(file.as_uri())
    for key in "123456":
        seen.page.keyboard.press(key)

    assert "run" != seen.page.title()
    assert [file.as_uri()] == [address for address in seen.asked if not address.startswith("data:")]


def test_a_case_of_three_hundred_pages_opens_in_two_seconds(
    checked: Case, own: Path, book: Book, opened: Open, tmp_path: Path
) -> None:
    html = page(review_of(long_case(checked, own, 300), book, ON), book, own, ON.isoformat())
    (tmp_path / "long.html").write_text(html, encoding="utf-8")

    assert html.count("data:image/webp") == PAGES
    assert opened((tmp_path / "long.html").as_uri(), timeout=2_000).page.locator(".matter.open").count() == 1


def test_live_confirm_correct_and_conflict_by_keyboard_alone(serve: Any, own: Path, opened: Open) -> None:
    with serve(own) as desk:
        seen = opened(desk.address)
        left = int(seen.text("#left"))
        _to(seen, "fact")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(BANNER)
        assert left - 1 == int(seen.text("#left"))
        assert "已确认" in seen.text(BANNER)

        _to(seen, "fact")
        corrected = seen.page.locator(".matter.open").get_attribute("data-fact")
        seen.page.keyboard.press("e")
        seen.page.keyboard.type("2,345.00")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(f"{BANNER}:has-text('已更正')")
        entries = tomllib.loads((own / "corrections.toml").read_text(encoding="utf-8"))["correct"]
        assert (corrected, 2345) == (entries[1]["fact"], entries[1]["value"])

        _to(seen, "fact")
        with (own / "corrections.toml").open("a", encoding="utf-8") as file:
            file.write("# 李四 was here\n")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector("#problem:not([hidden])")
        assert "其间有人改过" in seen.text("#problem")
        assert {f"http://127.0.0.1:{desk.port}"} == {
            address[: address.index("/", 8)] for address in seen.asked if address.startswith("http")
        }
        assert [said for said in seen.problems if "409" not in said] == []


def test_maker_and_checker_are_two_people_at_two_desks(serve: Any, own: Path, opened: Open) -> None:
    with serve(own, "张三") as desk:
        maker = opened(desk.address)
        code = maker.text(".matter.rule .code")
        maker.page.click(".matter.rule.open [data-act=waive]")
        maker.page.keyboard.type("已落实其他措施")
        maker.page.fill("input[name=until]", "2025-12-31")
        maker.page.keyboard.press("Enter")
        maker.page.wait_for_selector(f"{BANNER}:has-text('待第二人复核')")
        assert 0 == maker.page.locator(".matter.waiting [data-act=check]").count()
    with serve(own, "李四") as desk:
        checker = opened(desk.address)
        checker.page.locator(".matter.waiting").click()
        assert code in checker.text(".matter.waiting h3")
        checker.page.keyboard.press("Enter")
        checker.page.wait_for_selector(f"{BANNER}:has-text('已复核')")
        assert "张三 / 李四" in checker.text("#matters .group:has-text('已豁免')")


def test_the_batch_queue_leads_from_case_to_case(serve: Any, own: Path, checked: Case, opened: Open) -> None:
    out = own.parent / "out"
    for name in ("case", "gone.zip"):
        (out / name).mkdir(parents=True)
        (out / name / "case.json").write_text(to_json(replace(checked, id=name)), encoding="utf-8")
    began(out, own.parent)
    with serve(out) as desk:
        seen = opened(desk.address, wait=".queue")
        assert "待审业务件 2" == seen.text("h1")
        assert "拒绝" in seen.text("tbody tr")
        seen.page.click("a[href='/c/0/']")
        seen.page.wait_for_selector("body[data-ready]")
        seen.page.click(".next")
        seen.page.wait_for_selector("text=请解压后再审")

        assert [said for said in seen.problems if "422" not in said] == []


def _to(seen: Any, kind: str) -> None:
    """Walk down with j until a matter of that kind is open."""
    for _ in range(80):
        if seen.page.locator(f".matter.open[data-kind={kind}]").count():
            return
        seen.page.keyboard.press("j")
    raise AssertionError(f"no {kind}")


def _with(fact: Fact, text: str) -> Fact:
    origins = tuple(replace(origin, quote=text, place=text) for origin in fact.origins)
    return replace(fact, label=text, label_en=text, origins=origins)


CONTRAST = """() => {
  const parse = (said) => (said.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] > 0.9) return color;
    }
    return [255, 255, 255];
  };
  const found = {};
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !one.offsetParent) continue;
    if (one.closest("svg, script, style, template")) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found[`${one.tagName}.${one.className}`] = `${ratio.toFixed(2)} ${one.textContent.slice(0, 20)}`;
  }
  return found;
}"""
