"""A made-up case to review, the desk on which it lies, and a browser."""

import http.client
import json
import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import Book
from creditfile.model import Case
from creditfile.reviewing.desk import Desk
from creditfile.reviewing.matters import Review, review_of
from creditfile.reviewing.queue import queue_of
from creditfile.stages import judge, read, settle

from .long import CHROMIUM, ON, SAMPLE


def check(case: Case, book: Any, on: date) -> Case:
    """The pipeline's own, as pipeline.py has it."""
    return judge(settle(read(case, book.documents), book.documents, book.figures, on), book.rules, on)


@pytest.fixture(scope="session")
def papers(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of a sample's papers: enough for findings, statements, a contract, and readings to confirm."""
    folder = tmp_path_factory.mktemp("papers") / "case"
    folder.mkdir()
    for name in ("application.toml", "statements-2024.pdf", "guarantee-contract.docx", "business-licence.pdf"):
        shutil.copy(root / "samples" / SAMPLE / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def checked(papers: Path, book: Book) -> Case:
    """The case, judged."""
    return check(Case(id="case", folder=papers), book, ON)


@pytest.fixture(scope="session")
def review(checked: Case, book: Book) -> Review:
    """The case as a person looks at it."""
    return review_of(checked, book, ON)


@pytest.fixture
def own(papers: Path, tmp_path: Path) -> Path:
    """A copy of the papers to write into."""
    return Path(shutil.copytree(papers, tmp_path / "case"))


@pytest.fixture
def quick(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is remembered, as for a person at work."""
    monkeypatch.setenv("CREDITFILE_CACHE", str(tmp_path_factory.getbasetemp() / "remembered"))


def began(out: Path, inbox: Path) -> None:
    """A ledger that says from where a batch worked into this folder."""
    from creditfile.recording.entries import RunHead
    from creditfile.recording.ledger import Ledger

    ledger = Ledger(str(out / "ledger.sqlite"))
    names = ("book", "engine", "version", "options", "host", "book_folder", "book_parts")
    ledger.begin(RunHead(inbox=str(inbox), out=".", on_day="2025-02-26", **dict.fromkeys(names, "{}")))
    ledger.close()


@dataclass
class Served:
    """A desk behind its guard, on a real port."""

    desk: Desk
    port: int
    token: str
    cookie: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """What the person opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def ask(
        self, method: str, path: str, content: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """One request as it stands: no header is added but those named and the cookie."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.putrequest(method, path, skip_host="host" in named, skip_accept_encoding=True)
        if self.cookie and "cookie" not in named:
            named["cookie"] = self.cookie
        if content is not None and "content-length" not in named:
            named["content-length"] = str(len(content))
        for name, value in named.items():
            line.putheader(name, value)
        line.endheaders(content)
        got = line.getresponse()
        answer = got.status, {name.lower(): value for name, value in got.getheaders()}, got.read()
        line.close()
        return answer

    def enter(self) -> None:
        """Use the token."""
        _, headers, _ = self.ask("GET", f"/?token={self.token}")
        self.cookie = headers["set-cookie"].partition(";")[0]

    def say(self, **said: Any) -> tuple[int, dict[str, Any]]:
        """Answer as our own page does."""
        said.setdefault("state", self.desk.sitting(0).state)
        status, _, content = self.ask("POST", "/c/0/say", json.dumps(said).encode(), **self.own_headers)
        return status, json.loads(content)

    @property
    def own_headers(self) -> dict[str, str]:
        """What our own page sends along."""
        origin = f"http://127.0.0.1:{self.port}"
        return {"origin": origin, "content_type": "application/json", "x_csrf_token": self.desk.csrf}


@pytest.fixture
def serve(book: Book, quick: None) -> Callable[..., Any]:
    """Serves a folder for as long as it lasts."""
    from creditfile.reviewing.serving import application, server_of

    @contextmanager
    def served(folder: Path, by: str = "张三", *, check: Any = check, book: Book = book) -> Iterator[Served]:
        desk = Desk(queue_of(folder), check, book, ON, by)
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            port = listening.getsockname()[1]
            server = server_of(application(desk, port, "opens-once"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                yield Served(desk, port, "opens-once")
            finally:
                server.should_exit = True
                thread.join(20)

    return served


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium; where it is absent the test is skipped, unless CI asks for it.

    It lasts no longer than a module: while it is open its event loop counts as running in this thread, and whatever
    else wants to run one is refused.
    """
    if CHROMIUM is None:
        said = "no Chromium (apt-get install chromium)"
        if os.environ.get("CREDITFILE_BROWSER") == "required":
            pytest.fail(said)
        pytest.skip(said)
    driver = pytest.importorskip("playwright.sync_api")
    with driver.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A browser's page, and everything it asked for."""

    page: Any
    asked: list[str]
    problems: list[str]

    def text(self, selector: str) -> str:
        """What a person sees of an element, blanks closed up."""
        return re.sub(r"\s+", " ", self.page.locator(selector).first.inner_text()).strip()


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[[str], Watched]]:
    """Opens an address at 1366 × 768 and notes every request and complaint."""
    made = []

    def open_(address: str, wait: str = "body[data-ready]", timeout: int = 15_000) -> Watched:
        screen = {"width": 1366, "height": 768}
        page = browser.new_context(viewport=screen, accept_downloads=True, reduced_motion="reduce").new_page()
        watched = Watched(page, [], [])
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("pageerror", lambda error: watched.problems.append(str(error)))
        page.on("console", lambda said: watched.problems.append(said.text) if said.type == "error" else None)
        page.goto(address)
        page.wait_for_selector(wait, timeout=timeout)
        made.append(page)
        return watched

    yield open_
    for page in made:
        page.context.close()
