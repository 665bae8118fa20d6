"""Random mutants of a signed document, with pieces of an evil one at hand.

Mutations that keep a signed piece whole and put an evil one beside it, around it or into it are as
frequent as those anywhere, since a mutant whose signatures are all broken tests little.
"""

import random

from tests.identity_provider import mutations
from tests.identity_provider.vocabulary import parse, write

MOST_MUTATIONS = 4
MUTATIONS = [
    mutations.move,
    mutations.copy,
    mutations.delete,
    mutations.change_id,
    mutations.change_reference,
    mutations.change_attribute,
    mutations.change_text,
    mutations.change_prefix,
    mutations.insert_comment,
    mutations.insert_evil,
    mutations.insert_evil,
    mutations.replace_by_evil,
    mutations.wrap,
    mutations.wrap,
    mutations.enclose,
]


def make_mutant(seed: int, valid: bytes, evil: bytes) -> bytes:
    """The valid document after one to four mutations, the same for the same seed and documents.

    `evil` is an unsigned document for somebody else. A mutant may equal the valid document, and is
    well-formed always.
    """
    chance = random.Random(seed)
    root, donor = parse(valid), parse(evil)
    for _ in range(chance.randint(1, MOST_MUTATIONS)):
        root = chance.choice(MUTATIONS)(chance, root, donor)
    return write(root)
