"""Who is where."""

from genjin.live.models.presence import Presence

__all__ = ["Presence"]
