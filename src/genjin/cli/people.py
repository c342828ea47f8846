"""`genjin let-in`: for who has lost password and second factor, and whom nobody here can help."""

from typing import Annotated

import typer

from genjin.cli.frame import app, out, with_product
from genjin.core.terminal import said


@app.command(
    "let-in",
    help=said("Take a lost second factor away and print a link for a new password."),
)
@with_product
def let_in(username: Annotated[str, typer.Argument(help=said("The user name."))]) -> None:
    """Take a lost second factor away and print a link for a new password."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from genjin.people.operations.letting_in import let_in_again

    path = reverse("account_reset_password_from_key", args=let_in_again(username))
    out.print(_("Open this within a day; it works once:"), markup=False)
    out.print(f"{settings.PUBLIC_URL or 'http://127.0.0.1:8000'}{path}", markup=False, highlight=False)
