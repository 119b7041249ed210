"""From the name of a model to a connection: `openai/NAME` on any OpenAI-compatible endpoint, or any other
provider that instructor knows, by `PROVIDER/NAME`."""

from __future__ import annotations

import logging
import os
import re
from typing import TYPE_CHECKING, Any

from summarizer.engines.client import Connection
from summarizer.errors import CredentialsError, NoEngineError

if TYPE_CHECKING:
    import httpx2
    import openai
    from instructor import AsyncInstructor, Mode

OPENAI_URL = "https://api.openai.com/v1"
AZURE_API_VERSION = "2024-10-21"
"""The first stable version with structured outputs; OPENAI_API_VERSION goes before it."""
CONNECT_SECONDS = 15.0
MODES = ("json_schema", "tools", "json", "md_json")


def connect(
    model: str,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    mode: str | None = None,
    strict: bool = True,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Connection:
    """A connection to `model`; nothing is sent yet.

    Args:
        model: `openai/NAME` for OpenAI and every OpenAI-compatible endpoint (vLLM, llama.cpp, Ollama...),
            `azure_openai/NAME` for a deployment on Azure, else `PROVIDER/NAME` as instructor names them.
        base_url: the endpoint, up to and with `/v1`; for `openai/` OPENAI_BASE_URL and then OpenAI's own by default.
        api_key: the key; by default the provider's environment variable. An endpoint of one's own may do without.
        mode: how the schema travels, one of `MODES`; by default `json_schema` for OpenAI and Azure, and
            what instructor prefers for other providers.
        strict: in mode `json_schema`, ask for OpenAI's strict structured output. False sends the schema whole,
            with the bounds and patterns that a local decoder can hold to.
        transport: carries the HTTP requests in place of the network; for providers on the OpenAI SDK only.

    Raises:
        NoEngineError: no such provider, its package is not installed, or it cannot do what is asked.
        CredentialsError: a key is needed and there is none.
    """
    provider, _, name = model.partition("/")
    if not provider or not name:
        raise NoEngineError(f"{model!r} names no model.", "Give it as PROVIDER/NAME, for example openai/gpt-4.1-mini.")
    if mode is not None and mode not in MODES:
        raise NoEngineError(f"There is no mode {mode!r}.", f"Choose one of: {', '.join(MODES)}.")
    # Without a handler of its own, instructor's log of failures goes to stderr beside the sentence the user reads.
    logging.getLogger("instructor").addHandler(logging.NullHandler())
    if provider == "openai":
        return _openai(name, base_url, api_key, mode or "json_schema", strict, transport)
    return _other(provider, name, base_url, api_key, mode, strict, transport)


def _openai(
    name: str,
    base_url: str | None,
    api_key: str | None,
    mode: str,
    strict: bool,
    transport: httpx2.AsyncBaseTransport | None,
) -> Connection:
    import openai

    url = base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI_URL
    key = api_key or os.environ.get("OPENAI_API_KEY")
    if not key and url.rstrip("/") == OPENAI_URL:
        raise CredentialsError(
            "OpenAI needs a key, and OPENAI_API_KEY is not set.",
            "Set OPENAI_API_KEY, or give the base URL of an endpoint that needs no key.",
        )
    wire = _wire(transport)
    sdk = openai.AsyncOpenAI(api_key=key or "none", base_url=url, http_client=wire)
    return _on_openai_sdk(sdk, wire, name, _mode(mode), strict)


def _other(
    provider: str,
    name: str,
    base_url: str | None,
    api_key: str | None,
    mode: str | None,
    strict: bool,
    transport: httpx2.AsyncBaseTransport | None,
) -> Connection:
    import openai

    options: dict[str, Any] = {"api_key": api_key}
    if provider == "azure_openai":
        mode = mode or "json_schema"
        options["api_version"] = os.environ.get("OPENAI_API_VERSION", AZURE_API_VERSION)
        if base_url:
            options["azure_endpoint"] = base_url
    client = _from_provider(provider, name, None if mode is None else _mode(mode), options)
    sdk = client.client
    if isinstance(sdk, openai.AsyncOpenAI):
        if base_url and provider != "azure_openai":
            sdk = sdk.with_options(base_url=base_url)
        wire = _wire(transport)
        return _on_openai_sdk(sdk, wire, name, client.mode, strict, client)
    if base_url or transport:
        raise NoEngineError(f"{provider} takes no base URL and no recording.", "Use an OpenAI-compatible endpoint.")
    create = vars(client.create_fn).get("__wrapped__")
    if create is None:
        raise NoEngineError(
            f"The provider {provider!r} cannot be reached this way.", "Use its OpenAI-compatible endpoint."
        )
    if sdk is not None and hasattr(sdk, "max_retries"):
        sdk.max_retries = 0
    return Connection(client, create, name, provider, strict=False, chat=False)


def _wire(transport: httpx2.AsyncBaseTransport | None) -> httpx2.AsyncClient:
    """What carries the requests; it follows no redirects, which would hand the document to a host nobody named."""
    import openai

    return openai.DefaultAsyncHttpxClient(transport=transport, follow_redirects=False)


def _on_openai_sdk(
    sdk: openai.AsyncOpenAI,
    wire: httpx2.AsyncClient,
    name: str,
    mode: Mode,
    strict: bool,
    client: AsyncInstructor | None = None,
) -> Connection:
    """The connection for an SDK client over `wire`; `client` is what instructor made for its provider, if it did.

    The SDK's retries are off and only connecting has a time limit here: attempts and time are the caller's.
    """
    import httpx2
    import instructor
    import openai

    timeout = httpx2.Timeout(None, connect=CONNECT_SECONDS)
    sdk = sdk.with_options(max_retries=0, timeout=timeout, http_client=wire)
    url = str(sdk.base_url).rstrip("/")
    official = url == OPENAI_URL or isinstance(sdk, openai.AsyncAzureOpenAI)
    return Connection(
        instructor=client or instructor.from_openai(sdk, mode=mode),
        create=sdk.chat.completions.create,
        model=name,
        where=url,
        strict=strict and mode is instructor.Mode.JSON_SCHEMA,
        # OpenAI's newer models refuse the older name, and many compatible servers do not know the newer one.
        token_limit="max_completion_tokens" if official else "max_tokens",
        close=wire.aclose,
    )


def _mode(name: str) -> Mode:
    from instructor import Mode

    return Mode[name.upper()]


def _from_provider(provider: str, name: str, mode: Mode | None, options: dict[str, Any]) -> AsyncInstructor:
    import instructor
    import openai
    from instructor.auto_client import supported_providers
    from instructor.core.exceptions import InstructorError

    if provider not in supported_providers:
        known = ", ".join(sorted(supported_providers))
        raise NoEngineError(f"There is no provider {provider!r}.", f"Known providers: {known}.")
    try:
        return instructor.from_provider(f"{provider}/{name}", async_client=True, mode=mode, **options)
    except ImportError as error:
        raise NoEngineError(
            f"The provider {provider!r} needs a package that is not installed ({error.name}).",
            f"Install it: pip install 'instructor[{provider.replace('_', '-')}]'.",
        ) from error
    except (InstructorError, openai.OpenAIError) as error:
        raise _not_to_be_had(provider, str(error)) from error


def _not_to_be_had(provider: str, told: str) -> NoEngineError | CredentialsError:
    """The error for what instructor says when it cannot make a client."""
    if unset := re.search(r"\b([A-Z][A-Z0-9_]{3,}) is not set", told):
        return CredentialsError(f"{provider} needs {unset[1]}, and it is not set.", f"Set {unset[1]}.")
    if package := re.search(r"[Ii]nstall it with:? `?(pip install [\w\[\].'\" -]+)`?", told):
        return NoEngineError(
            f"The provider {provider!r} needs a package that is not installed.", f"Install it: {package[1].strip()}."
        )
    return NoEngineError(f"The provider {provider!r} cannot be used: {' '.join(told.split())}")
