"""Serves the desk to one browser on this machine: one token, one session, and nothing outside the cases."""

import json
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from creditfile.errors import CreditfileError, RunnerError
from creditfile.reviewing import words
from creditfile.reviewing.answers import ConflictError
from creditfile.reviewing.desk import Desk
from creditfile.reviewing.page import asset, policy, rendered, styled

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"
SESSION = "creditfile_review"
"""The cookie's name."""
MOST_BYTES = 64 * 1024
"""Of an answer."""
LONGEST_PATH = 200
PLAIN: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""On every answer."""


class Guard:
    """Stands before the desk: only this browser, only from our own pages, only what is small enough."""

    def __init__(self, app: ASGIApp, port: int, token: str, csrf: str) -> None:
        self.app = app
        self.hosts = {f"{HOST}:{port}", f"localhost:{port}"}
        self.token: str | None = token
        self.csrf = csrf
        self.session = secrets.token_urlsafe(32)
        rules = policy(asset("page.css"), asset("page.js"), live=True)
        self.headers = {**PLAIN, "content-security-policy": f"{rules}; frame-ancestors 'none'"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
            await send(message)

        answer = self._refused(scope) or self._entering(scope)
        await (answer or self.app)(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        """What is amiss with a request, whoever sent it."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return _no(HTTPStatus.MISDIRECTED_REQUEST, "host")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _no(HTTPStatus.FORBIDDEN, "site")
        if len(scope["path"]) > LONGEST_PATH:
            return _no(HTTPStatus.REQUEST_URI_TOO_LONG, "path")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _no(HTTPStatus.METHOD_NOT_ALLOWED, "method")
        if scope["method"] == "POST":
            return self._refused_answer(headers)
        return None

    def _refused_answer(self, headers: Headers) -> Response | None:
        if headers.get("origin") != f"http://{headers['host']}":
            return _no(HTTPStatus.FORBIDDEN, "origin")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _no(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "json")
        length = headers.get("content-length", "")
        if not length.isdecimal() or len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            return _no(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
        if not secrets.compare_digest(headers.get("x-csrf-token", "").encode(), self.csrf.encode()):
            return _no(HTTPStatus.FORBIDDEN, "csrf")
        return None

    def _entering(self, scope: Scope) -> Response | None:
        """The token opens once and leaves a cookie; after that only the cookie does."""
        request = Request(scope)
        if secrets.compare_digest(request.cookies.get(SESSION, "").encode(), self.session.encode()):
            return None
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        known = self.token is not None and secrets.compare_digest(given.encode(), self.token.encode())
        if scope["path"] != "/" or scope["method"] != "GET" or not known:
            return _no(HTTPStatus.FORBIDDEN, "token")
        self.token = None
        response = RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)
        response.set_cookie(SESSION, self.session, httponly=True, samesite="strict", path="/")
        return response


def _no(status: HTTPStatus, why: str) -> Response:
    return PlainTextResponse(f"{status.value} {status.phrase} ({why})\n", status_code=status)


def application(desk: Desk, port: int, token: str) -> ASGIApp:
    """The desk as an application behind its guard."""
    desk.csrf = secrets.token_urlsafe(32)

    async def icon(request: Request) -> Response:
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def home(request: Request) -> Response:
        if len(desk.queue) == 1:
            return RedirectResponse("/c/0/", status_code=HTTPStatus.SEE_OTHER)
        verdicts = {
            row.code: row.title_en if desk.language == "en" else row.title for row in desk.book.rules.policy.rows
        }
        return HTMLResponse(
            rendered(
                "queue.html.jinja",
                queue=desk.queue,
                language=desk.language,
                outcome=words.outcome,
                verdicts=verdicts,
                style=styled(),
            )
        )

    async def case(request: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(desk.html, _number(request, desk)))

    async def leaf(request: Request) -> Response:
        place = request.path_params
        picture = await run_in_threadpool(desk.picture, _number(request, desk), place["source"], place["page"])
        if picture is None:
            return _no(HTTPStatus.NOT_FOUND, "page")
        return Response(picture.content, media_type=picture.media_type)

    async def say(request: Request) -> Response:
        number = _number(request, desk)
        said = await _said(request)
        try:
            await run_in_threadpool(desk.hear, number, said)
        except ConflictError as error:
            return JSONResponse({"problem": str(error)}, status_code=HTTPStatus.CONFLICT)
        except CreditfileError as error:
            return JSONResponse({"problem": str(error)}, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
        return JSONResponse({"reload": said.get("action") != "false_alarm"})

    async def effort(request: Request) -> Response:
        await run_in_threadpool(desk.spend, _number(request, desk), await _said(request))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    routes = [
        Route("/", home),
        Route("/favicon.ico", icon),
        Route("/c/{number:int}/", case),
        Route("/c/{number:int}/page/{source:int}/{page:int}", leaf),
        Route("/c/{number:int}/say", say, methods=["POST"]),
        Route("/c/{number:int}/effort", effort, methods=["POST"]),
    ]
    app = Starlette(routes=routes, exception_handlers={CreditfileError: _told, _UnknownError: _unknown})
    return Guard(app, port, token, desk.csrf)


class _UnknownError(Exception):
    """There is no such case, or the answer cannot be understood."""


def _number(request: Request, desk: Desk) -> int:
    number: int = request.path_params["number"]
    if number >= len(desk.queue):
        raise _UnknownError
    return number


async def _said(request: Request) -> Mapping[str, Any]:
    """What was sent. Longer than it said it was, or no table of JSON: refused."""
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise _UnknownError
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _UnknownError from error
    if not isinstance(said, dict):
        raise _UnknownError
    return said


async def _told(request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


async def _unknown(request: Request, error: Exception) -> Response:
    return _no(HTTPStatus.BAD_REQUEST, "request")


def server_of(app: ASGIApp) -> "uvicorn.Server":
    """The server, told as little as it needs."""
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            http="h11",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=64,
        )
    )


def serve(desk: Desk, port: int, tell: Callable[[str], object]) -> None:
    """Serve until interrupted; `tell` hears the address, which opens once."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            listening.listen()
        except OSError as error:
            raise RunnerError(f"port {port}: {error.strerror}", where=HOST, mend="Take another port.") from error
        bound: int = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        tell(f"http://{HOST}:{bound}/?token={token}")
        with suppress(KeyboardInterrupt):
            server_of(application(desk, bound, token)).run(sockets=[listening])
