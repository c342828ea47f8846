"""The personal data of a contact: taken out, and erased."""
