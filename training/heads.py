"""The judge as torch knows it: the encoder with its changes, and a head for each question."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn
from windows import FIRST_SIGN, FLAGS, SIGNS, STAGES, STANCES, WARNINGS

HIDDEN = 192


class Low(nn.Module):
    """A matrix that stays as it is, with a product of two thin ones added to it."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))
        self.drop = nn.Dropout(0.05)

    def forward(self, x: Tensor) -> Tensor:
        return self.base(x) + 2.0 * (self.drop(x) @ self.down.T) @ self.up.T


class Signs(nn.Module):
    """The encoder with rows of its own for the signs that stand for no word."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.config = model.config
        # The spare pieces of the vocabulary are all alike: parties must not be.
        apart = torch.randn(SIGNS, model.config.hidden_size, generator=torch.Generator().manual_seed(7))
        spare = model.embeddings.word_embeddings.weight[FIRST_SIGN : FIRST_SIGN + SIGNS].detach()
        self.signs = nn.Parameter(spare + 1.5 * apart / apart.norm(dim=1, keepdim=True))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Any:
        words = self.model.embeddings.word_embeddings(input_ids)
        number = input_ids - FIRST_SIGN
        own = (number >= 0) & (number < SIGNS)
        words = torch.where(own.unsqueeze(-1), self.signs[number.clamp(0, SIGNS - 1)], words)
        return self.model(inputs_embeds=words, attention_mask=attention_mask)


class Pairs(nn.Module):
    """Scores every ordered pair of parties: what each is, what both are together, and what the sentence says."""

    def __init__(self, width: int, answers: int) -> None:
        super().__init__()
        self.one = nn.Linear(width, HIDDEN)
        self.two = nn.Linear(width, HIDDEN)
        self.sentence = nn.Linear(width, HIDDEN)
        self.left = nn.Linear(width, HIDDEN)
        self.right = nn.Linear(width, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, answers)

    def forward(self, parties: Tensor, sentence: Tensor) -> Tensor:
        both = self.left(parties).unsqueeze(2) * self.right(parties).unsqueeze(1)
        alone = self.one(parties).unsqueeze(2) + self.two(parties).unsqueeze(1)
        return self.out(self.drop(torch.relu(alone + both + self.sentence(sentence)[:, None, None])))


class Claims(nn.Module):
    """Scores every party as claimant of one given pair."""

    def __init__(self, width: int, answers: int) -> None:
        super().__init__()
        self.one = nn.Linear(width, HIDDEN)
        self.two = nn.Linear(width, HIDDEN)
        self.who = nn.Linear(width, HIDDEN)
        self.sentence = nn.Linear(width, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, answers)

    def forward(self, supplier: Tensor, recipient: Tensor, claimant: Tensor, sentence: Tensor) -> Tensor:
        told = self.one(supplier) + self.two(recipient) + self.who(claimant) + self.sentence(sentence)
        return self.out(self.drop(torch.relu(told)))


class Each(nn.Module):
    """Scores each of several answers, of which any number may hold, for one thing: a sentence, or a party."""

    def __init__(self, width: int, answers: int) -> None:
        super().__init__()
        self.one = nn.Linear(width, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, answers)

    def forward(self, thing: Tensor) -> Tensor:
        return self.out(self.drop(torch.relu(self.one(thing))))


class Voice(nn.Module):
    """Scores every party, and nobody, as the one whose words the sentence quotes."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.who = nn.Linear(width, HIDDEN)
        self.sentence = nn.Linear(width, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, 1)

    def forward(self, parties: Tensor, sentence: Tensor) -> Tensor:
        told = self.who(parties) + self.sentence(sentence).unsqueeze(1)
        return self.out(self.drop(torch.relu(told))).squeeze(-1)


class Judge(nn.Module):
    """Everything together; `learned` is what training made."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.nobody = nn.Parameter(torch.zeros(width))
        self.inside = nn.Parameter(torch.randn(width) * 0.02)
        self.flows = Pairs(width, len(STAGES))
        self.claims = Claims(width, len(STANCES))
        self.warnings = Pairs(width, len(WARNINGS))
        self.flags = Each(width, len(FLAGS))
        self.part = Each(width, 1)
        self.voice = Voice(width)

    def read(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """What each party is in its window, and what the judged sentence says."""
        states = self.encoder(input_ids=batch["ids"], attention_mask=batch["mask"]).last_hidden_state.float()
        weights = batch["marks"] / batch["marks"].sum(-1, keepdim=True).clamp(min=1)
        parties = weights @ states + batch["inside"].unsqueeze(-1) * self.inside
        nobody = (self.nobody + states[:, 0]).unsqueeze(1)
        sentence = states[torch.arange(len(states)), batch["target"]]
        return torch.cat([parties, nobody], 1), sentence

    def learned(self) -> dict[str, Tensor]:
        return {
            name: values
            for name, values in self.state_dict().items()
            if not name.startswith("encoder.model.") or name.endswith((".down", ".up"))
        }
