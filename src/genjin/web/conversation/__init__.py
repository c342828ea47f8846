"""What people say to each other about things: the panel, the marks, the sections of pages."""
