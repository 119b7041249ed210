"""Find candidates for every part of a brief by rule, without a model and without a network."""
