"""How unsure we are of one number: each file is one distribution, by its inverse, ppf(u)."""
