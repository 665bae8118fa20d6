"""The package knows nothing of the portal and reads XML with lxml alone."""

import ast
from pathlib import Path

MODULES = sorted(Path(__file__).parent.glob("*.py"))
PORTAL = {"api", "cms", "core", "django", "search", "themes", "sandbox"}
OTHER_XML = {"xml", "defusedxml", "bs4"}


def read_imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_it_imports_neither_the_portal_nor_another_xml_library() -> None:
    imports = set().union(*map(read_imports, MODULES))

    assert {"lxml", "xmlsec", "cryptography"} <= imports
    assert imports.isdisjoint(PORTAL | OTHER_XML)
