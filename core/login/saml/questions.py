"""What the portal asks an identity provider: to authenticate somebody."""

from onelogin.saml2.auth import OneLogin_Saml2_Auth as LibraryAuth
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request as LibraryAuthnRequest
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants

from core.login.saml.identity_providers import SamlIdentityProvider
from core.login.saml.service_provider import (
    ServiceProvider,
    describe_request,
    make_library_settings,
)


def make_sign_in_address(
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    request_id: str,
    contexts: tuple[str, ...] = (),
    is_forced: bool = False,
) -> str:
    """The address to send a browser to, with a signed question in it.

    `contexts` are references of authentication contexts of which one has to be reached. With
    `is_forced` the person has to authenticate anew, whatever session the provider has.
    """
    settings = make_library_settings(service, provider, contexts=contexts)

    class Question(LibraryAuthnRequest):
        """The library's question, under our own number."""

        def _generate_request_id(self) -> str:
            return request_id

    question = Question(settings, force_authn=is_forced)
    auth = LibraryAuth(describe_request(service.answer_address), old_settings=settings)
    parameters = {"SAMLRequest": question.get_request()}
    auth.add_request_signature(parameters, Constants.RSA_SHA256)
    address: str = auth.redirect_to(provider.sign_on_address, parameters)
    return address
