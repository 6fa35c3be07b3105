"""A server between the world and the provider: it can change what passes, or be silent."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

Change = Callable[[bytes], bytes]
_NOT_PASSED_ON = {"content-length", "transfer-encoding", "connection", "server", "date"}


class GoBetween:
    """Stands at an address of its own, under which the provider believes to be reached."""

    def __init__(self, provider_port: int) -> None:
        self.provider = f"http://127.0.0.1:{provider_port}"
        self.changes: dict[str, Change] = {}
        """What becomes of an answer, by the path that was asked."""
        self.asked: list[str] = []
        go_between = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_args: object) -> None:
                pass

            def do_GET(self) -> None:
                self._pass_on("GET", None)

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                self._pass_on("POST", self.rfile.read(length))

            def _pass_on(self, method: str, body: bytes | None) -> None:
                path = self.path.partition("?")[0]
                go_between.asked.append(path)
                answer = requests.request(
                    method,
                    go_between.provider + self.path,
                    data=body,
                    headers=dict(self.headers),
                    allow_redirects=False,
                    timeout=10,
                )
                change = go_between.changes.get(path)
                content = change(answer.content) if change else answer.content
                self.send_response(answer.status_code)
                for name, value in answer.raw.headers.items():
                    if name.lower() not in _NOT_PASSED_ON | {"content-encoding"}:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Go away: whoever asks finds nobody."""
        if self._thread.is_alive():
            self.server.shutdown()
            self._thread.join()
            self.server.server_close()
