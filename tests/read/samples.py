"""Documents the tests of reading make for themselves, and a server that says exactly what it is told."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

ARTICLE = (
    "The harbour office said on Monday that a freighter with twelve field guns had left for the island republic.\n\n"
    "“The guns are paid for,” said harbour master Ilse Brandt, who would not name the buyer.\n"
)

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Freighter leaves with guns | Harbour Gazette</title>
<meta property="og:title" content="Freighter leaves with guns">
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2024-03-05T08:00:00Z">
<link rel="canonical" href="https://gazette.example/guns"></head>
<body><nav><a href="/">Front page</a> <a href="/sea">Shipping</a></nav>
<article><h1>Freighter leaves with guns</h1>
<p>The harbour office said on Monday that a freighter with twelve field guns had left for the island republic.</p>
<p>&ldquo;The guns are paid for,&rdquo; said harbour master Ilse Brandt, who would not name the buyer.</p></article>
<section id="comments"><h3>Comments</h3><p>About time too, they have stood on the quay since the autumn.</p></section>
<footer>Copyright 2019 Harbour Gazette</footer></body></html>
"""


def make_pdf(*pages: Iterable[str], title: str = "") -> bytes:
    """A minimal PDF by hand: one list of lines for each page, none for a page without text."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    escape = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        drawing = (
            "BT /F1 11 Tf 72 720 Td 14 TL\n" + "".join(f"({line.translate(escape)}) Tj T*\n" for line in lines) + "ET"
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    objects.append(f"<< /Title ({title}) >>")
    out, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    out += f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{out.index('xref')}\n%%EOF\n"
    return out.encode("cp1252")


def make_docx(*paragraphs: str, title: str = "") -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class Server:
    """A loopback server on a free port; `answer` makes the pieces to send from the request it was sent."""

    def __init__(self, answer: Callable[[str], Iterable[bytes]], pause: float = 0.0) -> None:
        self.requests: list[str] = []
        self._answer = answer
        self._pause = pause
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                request = connection.recv(65536).decode("latin-1")
                self.requests.append(request)
                for piece in self._answer(request):
                    connection.sendall(piece)
                    time.sleep(self._pause)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=5)


@contextmanager
def serving(answer: Callable[[str], Iterable[bytes]] | bytes, pause: float = 0.0) -> Iterator[Server]:
    server = Server(answer if callable(answer) else lambda _: [answer], pause)
    try:
        yield server
    finally:
        server.close()
