"""What may happen: each file is one sort of event that costs money when it strikes."""
