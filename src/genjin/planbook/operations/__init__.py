"""Taking a plan book away."""
