"""What may happen to the forecast."""
