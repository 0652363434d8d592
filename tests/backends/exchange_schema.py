"""Microsoft's published schema for what goes to and comes from Exchange Web Services.

Looked for in ``$EWS_SCHEMAS`` and in ``shared/schemas/ews`` beside or above the project; it is not part
of it. Without it the stand-in works all the same and the test of that name is skipped.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages"
_XML_NAMES = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace">
 <xs:attribute name="lang" type="xs:language"/></xs:schema>"""
_IMPORT = b'<xs:import namespace="http://www.w3.org/XML/1998/namespace"/>'
_LOCATED = _IMPORT[:-2] + b' schemaLocation="xml.xsd"/>'


def folder() -> Path | None:
    """Return where the schema lies."""
    given = os.environ.get("EWS_SCHEMAS")
    above = [p / "shared" / "schemas" / "ews" for p in Path(__file__).resolve().parents[3:]]
    places = [Path(given), *above] if given else above
    return next((p for p in places if (p / "messages.xsd").is_file()), None)


class _Resolver(etree.Resolver):
    """Gives the parser the types with a place for the one import that names none."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        name = url.rsplit("/", 1)[-1]
        if name == "xml.xsd":
            return self.resolve_string(_XML_NAMES, context, base_url="xml.xsd")
        if name == "types.xsd":
            text = (self.place / name).read_bytes().replace(_IMPORT, _LOCATED)
            return self.resolve_string(text, context, base_url=str(self.place / name))
        return None


@cache
def schema() -> etree.XMLSchema | None:
    """Return the compiled schema; None when it is not there."""
    place = folder()
    if place is None:
        return None
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Resolver(place))
    text = (place / "messages.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(text, parser, base_url=str(place / "messages.xsd")))


def mistakes(element: etree._Element) -> list[str]:
    """Return what is wrong with one child of a SOAP body."""
    checker = schema()
    if checker is None:
        return []
    alone = etree.fromstring(etree.tostring(element))
    if checker.validate(alone):
        return []
    return [f"{element.tag}: {e.message} (line {e.line})" for e in checker.error_log]
