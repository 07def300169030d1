"""Usage and billing exports -> beliefs, and bills beside the forecast."""
