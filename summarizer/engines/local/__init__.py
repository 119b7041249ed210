"""The embedded engine: a GGUF model in this process, spoken to through the OpenAI client."""

from summarizer.engines.local.model import MAX_PROMPT_TOKENS, LocalModel
from summarizer.engines.local.transport import BASE_URL, LocalTransport, open_client, shared_model

__all__ = ["BASE_URL", "MAX_PROMPT_TOKENS", "LocalModel", "LocalTransport", "open_client", "shared_model"]
