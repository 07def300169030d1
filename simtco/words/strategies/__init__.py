"""How costs combine into one way of running an LLM."""
