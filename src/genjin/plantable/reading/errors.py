from typing import Final

CODES: Final[dict[str, str]] = {
    "empty": "The file is empty.",
    "not_a_table_file": "This is no Excel, Word, CSV or HTML table, nor a plan exported as JSON.",
    "password_protected": "The file is protected by a password; save it without one and send it again.",
    "truncated": "The file is damaged or was cut off while it was copied; send it again.",
    "too_large": "The file is too large: {what} are more than the {limit} that can be read at once; split it.",
    "external_entities": "The file declares XML entities, which no office program writes; it was not read.",
    "image": "This is a picture under the name of a table; send the table itself.",
    "pdf": "This is a PDF; send the Excel or Word file that it was made from.",
    "old_word": "This is a Word 97-2003 document; save it as .docx and send it again.",
    "unsupported_format": "Files of the kind {kind} cannot be read; save it as .xlsx, .docx or .csv.",
    "archive": "This is an archive; unpack it and send the table inside.",
    "unknown_encoding": "The characters of this text file belong to no known encoding; save it as UTF-8.",
    "no_table": "No plan table was found: no row names columns such as date, customer, actions or next steps.",
    "bad_json": "This JSON is not a plan exported by this program: {what}.",
}
"""Every reason for which a file is refused, by its stable code, with the English sentence (details in braces)."""


class UnreadableFile(Exception):
    """The bytes hold no plan table that can be read; `code` is one of CODES, `details` fill its sentence."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(CODES[code].format(**details))
        self.code = code
        self.details = details
