"""Taking the plan book away."""
