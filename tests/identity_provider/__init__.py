"""A SAML 2.0 identity provider for tests that knows nothing of the portal.

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

Old algorithms are fields of an answer: `signature_algorithm=RSA_SHA1`, `digest_algorithm=SHA1`,
`key_transport=RSA_1_5`.
"""
