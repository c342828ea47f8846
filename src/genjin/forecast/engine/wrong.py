"""The refusal of a history that cannot be read; the sentence for a person is made by whoever shows it."""

from typing import Final

CODES: Final = (
    "empty",
    "unknown_encoding",
    "not_csv",
    "column_missing",
    "column_twice",
    "cell_empty",
    "unknown_event",
    "bad_time",
    "bad_amount",
    "too_long",
    "other_money",
    "not_yet",
    "too_early",
)


class WrongHistory(ValueError):
    """A history does not follow the contract.

    `code` is one of `CODES`; `row` is the line in the file counted from 1 (the header is row 1), 0 if the file as a
    whole is meant; `column` the name of the column, `words` what stands there.
    """

    def __init__(self, code: str, *, row: int = 0, column: str = "", words: str = "") -> None:
        super().__init__(f"{code}: row {row}, column {column or '-'}: {words!r}")
        self.code, self.row, self.column, self.words = code, row, column, words
