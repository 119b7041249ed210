"""Joining a Ray cluster, quietly, and leaving it."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from summarizer.errors import NoEngineError

QUIET = {
    # Nothing is told to anybody about this use of Ray.
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # By default Ray tries a task that runs out of memory for ever: one document would hold up a run without end.
    "RAY_task_oom_retries": "3",
}


def ray_module() -> ModuleType:
    """Ray itself, imported when it is needed.

    Raises:
        NoEngineError: it is not installed.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise NoEngineError(
            "A cluster needs Ray, which is not installed.", "Install it: pip install 'summarizer[ray]'."
        ) from error
    module: ModuleType = ray
    return module


@contextmanager
def joined(address: str) -> Iterator[None]:
    """Part of a cluster while it lasts; where this process is part of one already, of that.

    Args:
        address: HOST:PORT of a cluster's head; "auto" takes the one that runs on this machine or that RAY_ADDRESS
            names. Where there is none it starts one of this machine alone, which a token keeps from others.

    Raises:
        NoEngineError: Ray is not installed, or there is no cluster at this address.
    """
    ray = ray_module()
    if ray.is_initialized():
        yield
        return
    logging.getLogger("ray").setLevel(logging.ERROR)
    try:
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (ConnectionError, ValueError, RuntimeError) as error:
        if address != "auto" or not isinstance(error, ConnectionError):
            raise NoEngineError(
                f"There is no Ray cluster at {address!r}: {' '.join(str(error).split())[:200]}",
                "Start one with `ray start --head`, or say auto.",
            ) from error
        _start_here(ray)
    try:
        yield
    finally:
        ray.shutdown()


def _start_here(ray: ModuleType) -> None:
    """A cluster of this machine alone. The token that Ray wants lives in this process and its children, in no file."""
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    ray.init(
        address="local",
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
    )
