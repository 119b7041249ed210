"""A run on a Ray cluster (https://docs.ray.io): workers read and extract, the driver alone writes the store."""

from summarizer.batch.cluster.ring import joined
from summarizer.batch.cluster.whole import run_on_cluster

__all__ = ["joined", "run_on_cluster"]
