"""`python -m tests.sign_in_cases`: writes which case of signing in which tests hold.

A case is what must hold against a hostile or broken identity provider. The names of tests carry
its number, such as `test_SAML_15_…`; `test_SAML_05_to_12_…` and `test_SAML_15_and_16_…` carry
several.
"""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "sign-in-cases.md"
NAME = re.compile(r"test_((?:SAML|XT|OIDC)_\d\d)(?:_(to|and)_(\d\d))?(?:_|$)")

CASES = {
    "SAML_01": "A right answer, in the browser that asked, signs in: the control of every test.",
    "SAML_02": "An answer that is not signed at all is refused.",
    "SAML_03": "One from which the signature was taken is refused.",
    "SAML_04": "One of which the response alone is signed is refused.",
    "SAML_05": "Wrapping XSW1: nobody is signed in.",
    "SAML_06": "Wrapping XSW2: nobody is signed in.",
    "SAML_07": "Wrapping XSW3: nobody is signed in.",
    "SAML_08": "Wrapping XSW4: nobody is signed in.",
    "SAML_09": "Wrapping XSW5: nobody is signed in.",
    "SAML_10": "Wrapping XSW6: nobody is signed in.",
    "SAML_11": "Wrapping XSW7: nobody is signed in.",
    "SAML_12": "Wrapping XSW8: nobody is signed in.",
    "SAML_13": "One signed by another key, whatever certificate it shows, is refused.",
    "SAML_14": "One that was changed after signing is refused.",
    "SAML_15": "A comment within a name is refused, also within what is encrypted.",
    "SAML_16": "An instruction within a value is refused.",
    "SAML_17": "An element within a value that the provider signed is refused.",
    "SAML_18": "SHA-1 and keyed hashes are refused.",
    "SAML_19": "Document types and entities are refused, and nothing is fetched for them.",
    "SAML_20": "Entities that grow are refused before they do.",
    "SAML_21": "A logout message that grows to 60 MB is not unpacked.",
    "SAML_22": "An answer of more than 256 kB is refused, and nothing is stored.",
    "SAML_23": "A thousand anonymous posts store nothing, and are refused after the limit.",
    "SAML_24": "An assertion counts exactly from and until its times, with clocks a minute apart.",
    "SAML_25": "Conditions without times are refused.",
    "SAML_26": "A confirmation without an end, or that has ended, is refused.",
    "SAML_27": "What would count for ten years is refused.",
    "SAML_28": "What names no audience, or any but the portal alone, is refused.",
    "SAML_29": "A recipient that is missing, another's, or only holds our address, is refused.",
    "SAML_30": "A destination that is missing, empty, another's or longer is refused.",
    "SAML_31": "A confirmation of no question, or of another, is refused.",
    "SAML_32": "A confirmation that is not for the bearer is refused.",
    "SAML_33": "Another issuer, or none, is refused.",
    "SAML_34": "An attribute that comes twice is refused.",
    "SAML_35": "An answer that nobody asked for is refused.",
    "SAML_36": "Where the provider may begin, one answer signs in one browser.",
    "SAML_37": "The same answer again, or twice at once, signs in once.",
    "SAML_38": "A sign-in begun by one is not finished in another's browser.",
    "SAML_39": "A question older than ten minutes is not answered any more.",
    "SAML_40": "Nobody is led on to another site.",
    "SAML_41": "A logout message that is not in order ends nothing.",
    "SAML_42": "A logout leads nobody to another site.",
    "SAML_43": "A logout message ends the named session alone, and counts once.",
    "SAML_44": "Signing out ends the session and what hangs on it; the back button shows nothing.",
    "SAML_45": "Certificates change with an overlap; one that ends is told of 30 days ahead.",
    "SAML_46": "Without a certificate nobody signs in.",
    "SAML_47": "Metadata come from approved https addresses alone, up to 256 kB, signed if so set.",
    "SAML_48": "Somebody deactivated here is nobody, whatever the provider says.",
    "SAML_49": "An id that comes with another name of the provider lets nobody in, and is told of.",
    "SAML_50": "An e-mail address links nobody.",
    "SAML_51": "What cannot be decrypted, or is weakly encrypted, is refused in one way.",
    "SAML_52": "The page and the log have a reason and a number, and nothing of the answer.",
    "SAML_53": "One reader of XML in all of sign-in.",
    "SAML_54": "Random mutants of an answer sign in nobody but whom it names.",
    "SAML_55": "Half an hour of fuzzing: nothing falls over, and memory does not grow.",
    "SAML_56": "Both libraries stand on the same libxml2.",
    "XT_01": "Another provider's answer about somebody signs them in nowhere.",
    "XT_02": "A question to one provider is not answered at another.",
    "XT_03": "An answer of one provider is not taken at another.",
    "XT_04": "What a provider says of institutions and roles opens nothing.",
    "XT_05": "One person in two places is one person with both.",
    "XT_06": "A session of one host is none at another.",
    "XT_07": "Another spelling of a provider's name is no provider.",
    "OIDC_01": "A state that is missing, another's or used is refused.",
    "OIDC_02": "A nonce that is missing or another's is refused.",
    "OIDC_03": "PKCE with S256 is always sent, and the verifier belongs to the question.",
    "OIDC_04": "A token by no algorithm, by a keyed hash, or of an unknown key is refused.",
    "OIDC_05": "A wrong iss, aud, azp, exp or iat is refused.",
    "OIDC_06": "A code of another provider is refused by its issuer.",
    "OIDC_07": "A code counts once.",
    "OIDC_08": "Discovery and keys from another host, or by http, are refused.",
    "OIDC_09": "While keys cannot be had, the last ones do for 24 hours.",
    "OIDC_10": "An unknown key is asked for once, and not again for a minute.",
    "OIDC_11": "Who has one factor is asked for more where more is needed.",
    "OIDC_12": "A valid logout token ends the session; used ones and others' end nothing.",
}

HEAD = """# Cases of signing in

What must hold against identity providers that are hostile, broken or replaced, and the tests that
hold it. Each test of a refusal also shows that the honest answer is taken, and why the other is
not. Written by `python -m tests.sign_in_cases` from the tests' names; a test holds it up to date.

The fuzzing of SAML-55 runs for 20 seconds among all tests, and by `make test-long` for as many
minutes as `INDGANG_FUZZ_MINUTES` says (30 without). It is guided by atheris, of which there are
wheels for Linux on x86-64 and Python below 3.14; elsewhere changes are drawn without a guide. Ten
minutes of it on 2026-11-30, on a machine with other work, were 83,029 inputs: nothing fell over,
and memory grew by 28 MB.

| case | what must hold | tests |
| --- | --- | --- |
"""


def read_names(name: str) -> list[str]:
    """The cases that a test's name carries."""
    match = NAME.match(name)
    if match is None:
        return []
    first, joined, last = match.groups()
    kind, number = first.split("_")
    if joined == "to":
        return [f"{kind}_{n:02}" for n in range(int(number), int(last) + 1)]
    return [first, f"{kind}_{last}"] if joined else [first]


def find_tests() -> dict[str, dict[str, int]]:
    """By case, the files of its tests, and how many each has."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for case in read_names(node.name):
                    found[case][str(path.relative_to(ROOT))] += 1
    return found


def write_table() -> str:
    """The page as the tests say that it has to be."""
    found = find_tests()
    rows = []
    for case, says in CASES.items():
        files = [
            f"`{file}`" + (f" ({count})" if count > 1 else "")
            for file, count in found.get(case, {}).items()
        ]
        rows.append(f"| {case.replace('_', '-')} | {says} | {', '.join(files) or '**none**'} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(write_table(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is written.\n")
