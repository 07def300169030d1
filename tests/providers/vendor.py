"""A vendor on loopback that speaks both wire protocols and fails on demand."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any


@dataclass(frozen=True)
class Turn:
    """How a vendor answers one request; tokens are what it says that it took."""

    pieces: tuple[str, ...] = ("All", " is", " well")
    tool: tuple[str, str] | None = None
    """Name and arguments of a function that it wants called."""
    input: int = 100
    cached: int = 0
    output: int = 20
    status: int = 200
    error: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    first_delay: float = 0.0
    each_delay: float = 0.0
    drop_after: int | None = None
    """The line is cut after so many pieces."""
    fail_after: int | None = None
    """An error comes in the stream after so many pieces."""
    unended: bool = False
    """The stream ends well without a finish reason."""
    metered: bool = True
    body: str | None = None
    """Something else than the protocol says."""


WELL = Turn()


@dataclass(frozen=True)
class Heard:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Vendor:
    """A server on loopback; `answer` says how each request is answered, in the order they come."""

    def __init__(self, answer: Callable[[int], Turn] | Turn = WELL) -> None:
        self.answer = answer
        self.heard: list[Heard] = []
        self._lock = threading.Lock()
        vendor = self

        class Handler(_Handler):
            def turn(self, heard: Heard) -> Turn:
                with vendor._lock:
                    vendor.heard.append(heard)
                    at = len(vendor.heard) - 1
                return vendor.answer if isinstance(vendor.answer, Turn) else vendor.answer(at)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def open(self) -> Iterator["Vendor"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.vanish()
            thread.join()

    def vanish(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def turn(self, heard: Heard) -> Turn:
        raise NotImplementedError

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base's name)
        """Say nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        turn = self.turn(Heard(self.path, headers, body))
        time.sleep(turn.first_delay)
        anthropic = self.path.endswith("/messages")
        if turn.body is not None:
            self._say(200, turn.body, {"Content-Type": "text/html"})
        elif turn.status != 200:
            error = {"message": "no", **turn.error}
            self._say(turn.status, json.dumps({"type": "error", "error": error}), turn.headers)
        elif not body.get("stream"):
            whole = _anthropic_whole(turn) if anthropic else _openai_whole(turn)
            self._say(200, json.dumps(whole), turn.headers)
        else:
            self._stream(turn, anthropic=anthropic)

    def _say(self, status: int, body: str, headers: dict[str, str]) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, turn: Turn, *, anthropic: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        events = _anthropic_events(turn) if anthropic else _openai_events(turn)
        for event in events:
            if event is None:
                reset = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            data = event.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
            time.sleep(turn.each_delay)
        self.wfile.write(b"0\r\n\r\n")


def _sse(data: Any, event: str = "") -> str:
    head = f"event: {event}\n" if event else ""
    return f"{head}data: {data if isinstance(data, str) else json.dumps(data)}\n\n"


def _openai_usage(turn: Turn) -> dict[str, Any]:
    return {
        "prompt_tokens": turn.input,
        "completion_tokens": turn.output,
        "total_tokens": turn.input + turn.output,
        "prompt_tokens_details": {"cached_tokens": turn.cached},
    }


def _openai_chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _sse(
        {
            "id": "c",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "served",
            "choices": [choice],
            **more,
        }
    )


def _openai_events(turn: Turn) -> Iterator[str | None]:
    yield _openai_chunk({"role": "assistant", "content": ""})
    for at, piece in enumerate(turn.pieces):
        if at == turn.drop_after:
            yield None
            return
        if at == turn.fail_after:
            yield _sse({"error": {"message": "no", **turn.error}})
            return
        yield _openai_chunk({"content": piece})
    if turn.tool is not None:
        name, arguments = turn.tool
        middle = len(arguments) // 2
        begin = {"name": name, "arguments": arguments[:middle]}
        yield _openai_chunk(
            {"tool_calls": [{"index": 0, "id": "t1", "type": "function", "function": begin}]}
        )
        rest = {"index": 0, "function": {"arguments": arguments[middle:]}}
        yield _openai_chunk({"tool_calls": [rest]})
    if turn.unended:
        return
    yield _openai_chunk({}, "tool_calls" if turn.tool else "stop")
    if turn.metered:
        yield _openai_chunk({}, choices=[], usage=_openai_usage(turn))
    yield _sse("[DONE]")


def _openai_whole(turn: Turn) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": "".join(turn.pieces)}
    if turn.tool is not None:
        function = {"name": turn.tool[0], "arguments": turn.tool[1]}
        message["tool_calls"] = [{"id": "t1", "type": "function", "function": function}]
    finish = "tool_calls" if turn.tool else "stop"
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "served",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        **({"usage": _openai_usage(turn)} if turn.metered else {}),
    }


def _anthropic_usage(turn: Turn, output: int) -> dict[str, Any]:
    return {
        "input_tokens": turn.input - turn.cached,
        "cache_read_input_tokens": turn.cached,
        "cache_creation_input_tokens": 0,
        "output_tokens": output,
    }


def _anthropic_event(kind: str, **data: Any) -> str:
    return _sse({"type": kind, **data}, kind)


def _anthropic_events(turn: Turn) -> Iterator[str | None]:
    message: dict[str, Any] = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": "served",
        "content": [],
        "stop_reason": None,
        "usage": _anthropic_usage(turn, 1),
    }
    yield _anthropic_event("message_start", message=message)
    yield _sse({"type": "ping"}, "ping")
    yield _anthropic_event(
        "content_block_start", index=0, content_block={"type": "text", "text": ""}
    )
    for at, piece in enumerate(turn.pieces):
        if at == turn.drop_after:
            yield None
            return
        if at == turn.fail_after:
            yield _anthropic_event("error", error={"message": "no", **turn.error})
            return
        delta = {"type": "text_delta", "text": piece}
        yield _anthropic_event("content_block_delta", index=0, delta=delta)
    if turn.tool is not None:
        name, arguments = turn.tool
        block = {"type": "tool_use", "id": "t1", "name": name, "input": {}}
        yield _anthropic_event("content_block_start", index=1, content_block=block)
        for part in (arguments[:5], arguments[5:]):
            delta = {"type": "input_json_delta", "partial_json": part}
            yield _anthropic_event("content_block_delta", index=1, delta=delta)
    if turn.unended:
        return
    reason = "tool_use" if turn.tool else "end_turn"
    yield _anthropic_event(
        "message_delta", delta={"stop_reason": reason}, usage={"output_tokens": turn.output}
    )
    yield _anthropic_event("message_stop")


def _anthropic_whole(turn: Turn) -> dict[str, Any]:
    content: list[dict[str, Any]] = [{"type": "text", "text": "".join(turn.pieces)}]
    if turn.tool is not None:
        name, arguments = turn.tool
        content.append(
            {"type": "tool_use", "id": "t1", "name": name, "input": json.loads(arguments)}
        )
    return {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": "served",
        "content": content,
        "stop_reason": "tool_use" if turn.tool else "end_turn",
        "usage": _anthropic_usage(turn, turn.output),
    }
