"""The plan book: the whole plan of a project as one document, in the order of the source document."""
