"""SAML-53 and 56: one reader of XML in all of sign-in, and one libxml2 beneath it."""

import ast
from pathlib import Path

import pytest
import xmlsec
from lxml import etree

from core.login.saml.reading import parse
from tests.identity_provider.keys import make_key_pair
from tests.identity_provider.signing import sign

ROOT = Path(__file__).resolve().parents[3]
OTHERS = {"xml", "defusedxml", "bs4", "xmltodict", "html5lib", "xmlschema", "untangle"}


def find_others(source):
    """Modules that read XML in another way than lxml does, as far as a file imports them."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from (name for name in names if name.partition(".")[0] in OTHERS)


def test_SAML_53_nothing_else_reads_xml():
    places = [ROOT / "core" / "login", *(ROOT / "plugins").glob("*login")]
    files = [path for place in places for path in place.rglob("*.py")]
    assert len(files) > 20
    assert [str(path) for path in files if list(find_others(path.read_text("utf-8")))] == []


@pytest.mark.parametrize(
    "line", ["import xml.dom.minidom", "from xml.etree import ElementTree", "from bs4 import x"]
)
def test_SAML_53_it_is_noticed_when_something_does(line):
    assert list(find_others(line))


def test_SAML_56_lxml_and_xmlsec_stand_on_the_same_libxml2():
    assert xmlsec.get_libxml_version() == etree.LIBXML_VERSION
    pair = make_key_pair("provider")
    root = etree.fromstring('<a ID="b"><c>text</c></a>')
    signed = sign(root, pair)
    again = parse(etree.tostring(signed))
    xmlsec.tree.add_ids(again, ["ID"])
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(pair.certificate_pem, xmlsec.KeyFormat.CERT_PEM, None)
    context.verify(again.find("{*}Signature"))
    again.find("c").text = "another"
    with pytest.raises(xmlsec.Error):
        context.verify(again.find("{*}Signature"))
