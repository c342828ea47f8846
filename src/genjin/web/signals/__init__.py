"""Decision signals: the inbox, what is decided in it, and how good the detector is."""
