"""What was learned from labelled mail, and the small language model: the weights and what reads them."""
