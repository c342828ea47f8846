"""The forecast engine: a log of deals in, chances and amounts out. Knows numpy, no Django, no database."""
