"""A run by the provider's own batch endpoint: half the price, and an answer within a day."""

from summarizer.batch.provider_batch.ledger import Size
from summarizer.batch.provider_batch.rounds import Pace, Standing
from summarizer.batch.provider_batch.sitting import batched
from summarizer.batch.provider_batch.whole import check, run_by_batches

__all__ = ["Pace", "Size", "Standing", "batched", "check", "run_by_batches"]
