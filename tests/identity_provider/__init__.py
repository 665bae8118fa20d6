"""A SAML 2.0 identity provider for tests, honest or hostile, that knows nothing of the portal.

Start with a provider and an honest answer, and change one field of it:

    provider = IdentityProvider(
        entity_id="https://login.example.dk/saml",
        key_pair=make_key_pair("provider"),
        sso_address="https://login.example.dk/sso",
    )
    honest = provider.answer(
        now=datetime.now(UTC),
        name_id="uni1234",
        acs_address="https://portal.example.dk/acs",
        audience="https://portal.example.dk/saml",
        in_response_to=read_redirect(address).id,
    )
    late = replace(honest, not_on_or_after=honest.issue_instant)
    form = {"SAMLResponse": encode_post(write_response(late))}

`None` in a field leaves that part out. A test of a refusal shows first that the honest answer is
taken: an answer that is refused for another reason proves nothing.

What each module is for:

- `keys`: keys and certificates, also expired, soon to expire, and an attacker's look-alike
- `answers`: `IdentityProvider` with its metadata, and `Answer`, all that a Response says
- `responses`: an answer written as XML, and as the field of a form
- `logout`: LogoutRequest and LogoutResponse, by redirect and by POST
- `received`: AuthnRequests and logout messages of the portal, read and their signature checked
- `redirects`: the redirect binding itself, and messages that are large once inflated
- `metadata`, `signing`, `encryption`, `vocabulary`: what the others are made of;
  `signing.find_intact` says which pieces of a document still hold what was signed

Attacks take a Response as bytes and return another one; those of one form, which take the document
and an `Evil` (who the attacker wants to be), lie in a table by name, to go through in a test:

- `wrapping.WRAPPINGS`: XSW1 to XSW8; those in `OF_RESPONSE` want a signed Response, the other ones
  a signed Assertion
- `insertions.INSERTIONS`: two Assertions, one ID twice, an Assertion where none belongs
- `forgery.FORGERIES`: signatures removed, emptied or read in two ways, and beside the table
  those made with an attacker's key or with the certificate as a secret
- `edits`: comments, processing instructions and elements inside a name or value, repeated
  attributes, further conditions, each before signing or after
- `doctypes`: declarations, entities, fetched files, billion laughs
- `mutants`: random documents by seed, from the `mutations`
- `encryption.encrypt_assertions` puts the Assertions of any of these under encryption

Old algorithms are fields of an answer: `signature_algorithm=RSA_SHA1`, `digest_algorithm=SHA1`,
`key_transport=RSA_1_5`.
"""
