"""What of the forecast a person may see."""
