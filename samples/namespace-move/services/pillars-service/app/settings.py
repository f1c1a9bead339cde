"""Where the weights are."""

FILE = "weights.json"
