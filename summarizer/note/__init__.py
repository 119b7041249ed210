"""Briefing notes: what many briefs say, taken together, each sentence with its references."""
