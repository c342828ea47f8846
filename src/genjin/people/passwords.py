"""What a password must be."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's rule; its Chinese catalogue lacks the sentence that refuses."""

    def get_error_message(self) -> str:
        """Return the refusal in the language of the request."""
        least = self.min_length
        words = ngettext("Use at least %(least)d character.", "Use at least %(least)d characters.", least)
        return words % {"least": least}
