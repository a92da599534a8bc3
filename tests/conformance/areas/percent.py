"""Percent escapes in paths and queries (RFC 3986 §2.1, §6.2.2; RFC 9110 §4.2.3)."""

from ..case import Case, answers, get, house, must, refuses, serves, should

CASES: tuple[Case, ...] = (
    must("3986 §2.1", "an escaped byte is decoded", get(target="/items/a%20b"), serves("a b")),
    must("3986 §2.1", "upper and lower-case digits are the same", get(target="/items/%C3%a9"), serves("é")),
    must(
        "9110 §4.2.3",
        "an escaped unreserved character equals itself",
        get(target="/%69tems/%61"),
        serves("a"),
    ),
    must("3986 §2.4", "an escape is decoded once", get(target="/items/%2541"), serves("%41")),
    must("3986 §2.1", "an escaped percent sign", get(target="/items/100%25"), serves("100%")),
    must("3986 §2.2", "an escaped question mark starts no query", get(target="/items/a%3Fb"), serves("a?b")),
    must("3986 §2.2", "an escaped number sign starts no fragment", get(target="/items/a%23b"), serves("a#b")),
    must("3986 §2.2", "a plus sign in a path is itself", get(target="/items/a+b"), serves("a+b")),
    house(
        "3986 §2.2", "an escaped slash is decoded before matching", get(target="/items/a%2Fb"), answers(404)
    ),
    house(
        "3986 §2.1", "the query is handed over as it came", get(target="/query?a=%41%zz"), serves("a=%41%zz")
    ),
    should("3986 §2.1", "an escape without digits", get(target="/items/%"), refuses(400)),
    should("3986 §2.1", "an escape with one digit", get(target="/items/%4"), refuses(400)),
    should("3986 §2.1", "an escape with one digit, then more", get(target="/items/%4/x"), refuses(400)),
    should("3986 §2.1", "an escape with letters that are no digits", get(target="/items/%zz"), refuses(400)),
    should("3986 §2.1", "an escape with a sign", get(target="/items/%+1"), refuses(400)),
    should("3986 §2.1", "an escape with a space", get(target="/items/%%20"), refuses(400)),
    should("3986 §2.1", "an escape of the u form", get(target="/items/%u0041"), refuses(400)),
    should("3986 §2.1", "a bad escape before the query", get(target="/items/%g0?a=1"), refuses(400)),
    should(
        "3986 §2.1", "a bad escape in an absolute form", get(target="http://test/items/%zz"), refuses(400)
    ),
)
