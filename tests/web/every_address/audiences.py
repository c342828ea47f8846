"""Who stands before an address, and who gets which answer there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

NOBODY = "nobody"
ROLES = {
    "root": "an administrator",
    "max": "the manager above the owner",
    "ling": "the owner",
    "bo": "on the team",
    "wei": "an outsider",
    "ada": "a guest on the team",
    NOBODY: "nobody signed in",
}


class Answer(Enum):
    """What a request comes to. DONE: it passed every question of right, even if what was sent is then refused."""

    DONE = "done"
    HIDDEN = "404"
    REFUSED = "403"
    SIGN_IN = "to the sign-in"


@dataclass(frozen=True)
class Audience:
    """The answer for each role."""

    answers: Mapping[str, Answer]

    def __getitem__(self, role: str) -> Answer:
        return self.answers[role]


def audience(done: str, *, refused: str = "", hidden: str = "", nobody: Answer = Answer.SIGN_IN) -> Audience:
    """Say who is answered, who is refused and from whom it is hidden, as words of role names; each role once."""
    answers = {NOBODY: nobody}
    for names, answer in ((done, Answer.DONE), (refused, Answer.REFUSED), (hidden, Answer.HIDDEN)):
        for name in names.split():
            assert name not in answers, name
            answers[name] = answer
    assert set(answers) == set(ROLES), set(ROLES) ^ set(answers)
    return Audience(answers)


# what everybody who is signed in gets, each with what that person may see
EVERYBODY = audience("root max ling bo wei ada")
# what needs no sign-in
OPEN = audience("root max ling bo wei ada", nobody=Answer.DONE)
# what is not there for anybody without the right token or state
NO_ONE = audience("", hidden="root max ling bo wei ada", nobody=Answer.HIDDEN)
# what nobody of the cast has: behind the sign-in it is not there
NOT_THERE = audience("", hidden="root max ling bo wei ada")
# everybody but guests, who only read
COLLEAGUES = audience("root max ling bo wei", refused="ada")
# who sees the cast's project, its customer and all that hangs on them
READERS = audience("root max ling bo ada", hidden="wei")
# who of these may change them
WRITERS = audience("root max ling bo", refused="ada", hidden="wei")
# who may hand over, merge, part: the owner and those above
OWNERS = audience("root max ling", refused="bo ada", hidden="wei")
# what belongs to Ling alone
LING = audience("ling", hidden="root max bo wei ada")
LING_AND_ADMINISTRATORS = audience("root ling", hidden="max bo wei ada")
# Ling herself and those above her
ABOVE_LING = audience("root max ling", hidden="bo wei ada")
MANAGERS = audience("root max", refused="ling bo wei ada")
ADMINISTRATORS = audience("root", refused="max ling bo wei ada")
ADMINISTRATORS_SEE = audience("root", hidden="max ling bo wei ada")
# what only an administrator does with what its readers see
ADMINISTRATORS_OF_SEEN = audience("root", refused="max ling bo ada", hidden="wei")
# what concerns people by name: those above them see it, only administrators change it
ABOVE_IN_THE_HOUSE = audience("root max", hidden="ling bo wei ada")
ADMINISTRATORS_OF_ALL = audience("root", refused="max", hidden="ling bo wei ada")
# who wrote it, among those who read it; an administrator may take it away
AUTHOR = audience("ling", refused="root max bo ada", hidden="wei")
AUTHOR_AND_ADMINISTRATORS = audience("root ling", refused="max bo ada", hidden="wei")
# what belongs to Bo alone
BO = audience("bo", hidden="root max ling wei ada")
