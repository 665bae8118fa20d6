"""Small exports in the national format, written piece by piece for the tests."""

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

EXPORTED = datetime.fromisoformat("2026-11-23T06:00:00+01:00")
NAMESPACES = {
    "e": "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/fullmyndighed",
    "c": "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/common",
    "c3": "https://brugerdatabasen.stil.dk/bpi/common/3",
}


def export(*institutions: str, exported_at: datetime = EXPORTED, access_level: str = "full") -> str:
    """A whole file; the root is on line 2 and the first institution on line 3."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<e:UNILoginExportFullMyndighed {declared}"
        f' exportDateTime="{exported_at.isoformat()}" accessLevel="{access_level}">\n'
        + "".join(institutions)
        + "</e:UNILoginExportFullMyndighed>\n"
    )


def institution(key: str, *content: str) -> str:
    return (
        f"<e:Institution><c:InstitutionNumber>{key}</c:InstitutionNumber>"
        f"<c:InstitutionName>Skole {key}</c:InstitutionName>\n"
        + "".join(content)
        + "</e:Institution>\n"
    )


def group(
    group_id: str, *, kind: str = "Hovedgruppe", name: str = "", starts: str = "", ends: str = ""
) -> str:
    return (
        f"<c:Group>{_leaf('c:GroupId', group_id)}{_leaf('c:GroupName', name)}"
        f"{_leaf('c:GroupType', kind)}{_leaf('c:FromDate', starts)}{_leaf('c:ToDate', ends)}"
        "</c:Group>\n"
    )


def person(
    unilogin: str,
    *,
    first: str = "",
    family: str = "Prøve",
    protected: str | None = "false",
    alias: tuple[str, str] | None = None,
    **more: str,
) -> str:
    """A person; `more` are elements of the common namespace by their own names."""
    first_alias, family_alias = alias or ("", "")
    stated = "" if protected is None else f" protected={quoteattr(protected)}"
    return (
        f"<e:Person{stated}>"
        + _leaf("c:FirstName", first or unilogin.capitalize())
        + _leaf("c:FamilyName", family)
        + _leaf("c:UserId", unilogin)
        + "".join(_leaf(f"c:{name}", text) for name, text in more.items())
        + _leaf("e:AliasFirstName", first_alias)
        + _leaf("e:AliasFamilyName", family_alias)
        + "</e:Person>"
    )


def pupil(who: str, *groups: str, contacts: str = "", role: str = "Elev") -> str:
    """A pupil; `who` is a person or just a UNI-Login."""
    return _place(
        who,
        f"<e:Student>{_leaf('c:Role', role)}<c:Level>3</c:Level>"
        + "".join(_leaf("c:MainGroupId", item) for item in groups[:1])
        + "".join(_leaf("c3:GroupId", item) for item in groups)
        + f"{contacts}</e:Student>",
    )


def employee(who: str, *groups: str, role: str = "Lærer", **more: str) -> str:
    return _place(
        who,
        f"<c:Employee>{_leaf('c:Role', role)}"
        + "".join(_leaf(f"c:{name}", text) for name, text in more.items())
        + "".join(_leaf("c3:GroupId", item) for item in groups)
        + "</c:Employee>",
    )


def extern(who: str, *groups: str, role: str = "Ekstern") -> str:
    return _place(
        who,
        f"<c:Extern>{_leaf('c:Role', role)}"
        + "".join(_leaf("c3:GroupId", item) for item in groups)
        + "</c:Extern>",
    )


def contact(who: str, *, relation: str = "Mor", custody: str | None = "true") -> str:
    stated = "" if custody is None else f" childCustody={quoteattr(custody)}"
    return (
        f"<e:ContactPerson relation={quoteattr(relation)}{stated} accessLevel='1'>"
        f"{_person(who)}</e:ContactPerson>\n"
    )


def phone(number: str, *, kind: str = "Work", protected: str = "false") -> str:
    return f'<c:{kind}PhoneNumber protected="{protected}">{number}</c:{kind}PhoneNumber>'


def insert(into: str, what: str) -> str:
    """A person with one more element."""
    return into.replace("</e:Person>", f"{what}</e:Person>")


def _place(who: str, part: str) -> str:
    return (
        f"<e:InstitutionPerson source='Elevkartoteket'>{_person(who)}\n"
        f"{part}</e:InstitutionPerson>\n"
    )


def _person(who: str) -> str:
    return who if who.startswith("<") or not who else person(who)


def _leaf(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""
