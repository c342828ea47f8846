"""Calendar feeds: the page on which a person keeps them, and the feeds themselves."""
