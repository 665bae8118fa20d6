"""The way into the editor and out of it, which is the portal's own."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from wagtail.admin.views import account
from wagtail.users.models import UserProfile


@never_cache
def go_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Leads to the portal's sign-in; who is signed in and no editor is told so."""
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = urlencode({"next": request.GET.get("next", "")})
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{wanted}")


class OwnAccount(account.AccountView):
    """Which mails one wants and how the editor looks; names and e-mail come from the roster."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        return [
            account.NotificationsSettingsPanel(self.request, user, profile),
            account.ThemeSettingsPanel(self.request, user, profile),
        ]
