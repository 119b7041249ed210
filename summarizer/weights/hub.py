"""Fetching from the model hub: one file over HTTP, resumed with a Range request where an earlier attempt stopped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.weights.catalogue import Hub, Model
from summarizer.weights.progress import Progress

if TYPE_CHECKING:
    import httpx2

HUB_VARIABLE = "HF_ENDPOINT"
HUB_URL = "https://huggingface.co"
CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0


class SourceFailedError(Exception):
    """This source did not deliver; another one may. What has arrived stays in the `.part` file."""


def hub_url(hub: Hub) -> str:
    """The address of the file; HF_ENDPOINT names a mirror."""
    base = os.environ.get(HUB_VARIABLE) or HUB_URL
    return f"{base.rstrip('/')}/{hub.repo}/resolve/main/{hub.file}"


def fetch_from_hub(model: Model, part: Path, progress: Progress) -> None:
    """Complete `part`, whose bytes so far are the beginning of the model's file.

    Raises:
        SourceFailedError: the hub was not reached, refused, or broke off.
        OSError: the disk did not take the bytes.
    """
    import httpx2

    if model.hub is None:
        raise SourceFailedError("the hub does not have this model")
    timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    try:
        with httpx2.Client(timeout=timeout, follow_redirects=True) as client:
            _download(client, hub_url(model.hub), model, part, progress)
    except httpx2.HTTPError as error:
        raise SourceFailedError(str(error) or type(error).__name__) from error
    arrived = part.stat().st_size
    if arrived < model.bytes:
        raise SourceFailedError(f"it broke off after {arrived} of {model.bytes} bytes")


def _download(client: httpx2.Client, url: str, model: Model, part: Path, progress: Progress) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code not in (200, 206):
            raise SourceFailedError(f"it answered {response.status_code}")
        resumed = response.status_code == 206 and response.headers.get("content-range", "").startswith(f"bytes {have}-")
        if response.status_code == 206 and not resumed:
            raise SourceFailedError("it answered with another range than was asked for")
        done = have if resumed else 0
        with part.open("ab" if resumed else "wb") as file:
            for block in response.iter_raw():
                done += len(block)
                if done > model.bytes:
                    file.truncate(0)
                    raise SourceFailedError(f"it has more than the expected {model.bytes} bytes")
                file.write(block)
                progress.advance(done, model.bytes)
