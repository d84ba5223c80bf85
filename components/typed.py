"""Fields that people type into: their kind, and what a password manager and a phone's keyboard make of them."""

from markupsafe import Markup


def typed(
    name: str, word: str, *, kind: str = "text", complete: str = "off", focus: bool = False, **more: str
) -> Markup:
    """Return a labelled field that has to be filled in.

    Args:
        name: Of what is sent.
        word: The label.
        kind: Of the field, as HTML has them.
        complete: What `autocomplete` says of it.
        focus: Whether typing begins here.
        more: Further attributes; "_" in a name stands for "-".
    """
    given = {"type": kind, "name": name, "autocomplete": complete, "maxlength": "128", "autocapitalize": "none"}
    words = {**given, "spellcheck": "false", **{one.replace("_", "-"): value for one, value in more.items()}}
    said = Markup(" ").join(Markup('{}="{}"').format(*pair) for pair in words.items())
    # dash.html has no input.
    return Markup('<label class="typed"><span>{}</span><input {} required{}></label>').format(
        word, said, Markup(" autofocus") if focus else ""
    )


def code(word: str, *, focus: bool = False) -> Markup:
    """Return the field for the six digits of a phone; phones show digits and offer the code themselves."""
    how = {"inputmode": "numeric", "pattern": "[0-9 ]{6,9}", "maxlength": "9"}
    return typed("kode", word, complete="one-time-code", focus=focus, **how)


def password(name: str, word: str, *, new: bool = False, focus: bool = False) -> Markup:
    """Return the field for a password there is, or for a new one."""
    return typed(name, word, kind="password", complete="new-password" if new else "current-password", focus=focus)
