"""The forecast: what will come in, how sure, and why."""
