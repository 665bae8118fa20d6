"""The words of the provider's pages, in Danish and in English."""

from sandbox.servers.exchange import Question

TITLE = "Prøve-Unilogin"

WORDS: dict[str, tuple[str, str]] = {
    "warning": (
        "Dette er ikke Unilogin. Her logger man ind som opdigtede personer i Indgangs prøveverden.",
        "This is not Unilogin. Here one signs in as made-up people in Indgang's trial world.",
    ),
    "heading": ("Vælg, hvem du vil logge ind som", "Choose whom to log in as"),
    "level": ("Sådan logger personen ind", "How the person logs in"),
    "EnFaktor": ("Med adgangskode (EnFaktor)", "With a password (EnFaktor)"),
    "ToFaktor": ("Med to trin (ToFaktor)", "In two steps (ToFaktor)"),
    "asked": (
        "Portalen beder om to trin. Vælg det lavere for at prøve, hvad der så sker.",
        "The portal asks for two steps. Choose the lower one to see what happens then.",
    ),
    "other": ("En, der ikke står på listen", "Somebody who is not on the list"),
    "id": ("Unilogin-id", "Unilogin id"),
    "id_help": (
        "Skriv et id, som portalen kender, eller et, som ingen har.",
        "Write an id that the portal knows, or one that nobody has.",
    ),
    "log_in": ("Log ind med dette id", "Log in with this id"),
    "cancel": ("Annuller", "Cancel"),
    "people": ("Opdigtede personer", "Made-up people"),
    "no_id": (
        "Vælg en person på listen, eller skriv et Unilogin-id på højst 60 bogstaver og tal.",
        "Choose somebody on the list, or write a Unilogin id of at most 60 letters and digits.",
    ),
    "language": ("English", "Dansk"),
    "stale": (
        "Siden er for gammel. Gå tilbage til portalen, og log ind igen.",
        "The page is too old. Go back to the portal and log in again.",
    ),
    "wrong": (
        "Portalen har sendt en forespørgsel, som ikke kan besvares.",
        "The portal has asked in a way that cannot be answered.",
    ),
    "go_on": ("Fortsæt til portalen", "Continue to the portal"),
    "going_on": ("Du bliver sendt tilbage til portalen …", "You are being sent to the portal …"),
    "log_out": ("Log ud", "Log out"),
    "log_out_heading": ("Log ud af Prøve-Unilogin", "Log out of Prøve-Unilogin"),
    "log_out_question": (
        "Du er logget ind som {who}. Når du logger ud her, bliver du også logget ud af portalen.",
        "You are logged in as {who}. If you log out here, you are logged out of the portal too.",
    ),
    "logged_out": ("Du er logget ud", "You are logged out"),
    "close": (
        "Portalen har fået besked. Du kan lukke siden.",
        "The portal has been told. You can close the page.",
    ),
    "nobody": ("Ingen er logget ind her.", "Nobody is logged in here."),
    "front": (
        "Herfra logger man ind på portalen. Åbn portalen, og vælg Unilogin.",
        "This is where one logs in to the portal. Open the portal and choose Unilogin.",
    ),
    "settings": ("Prøv, når noget er galt", "Try what happens when something is wrong"),
    "clock": ("Uret", "The clock"),
    "clock_-10": ("10 minutter bagud", "10 minutes behind"),
    "clock_0": ("Går rigtigt", "Right"),
    "clock_10": ("10 minutter foran", "10 minutes ahead"),
    "key": ("Nøglen", "The key"),
    "new_key": ("Skift nøgle", "Change the key"),
    "key_help": (
        "Svar bliver underskrevet med en ny nøgle. De tidligere bliver stadig vist: {count} i alt.",
        "Answers are signed with a new key. Earlier ones are still announced: {count} in all.",
    ),
    "addresses": ("Adresser", "Addresses"),
    "issuer": ("Udsteder (OpenID Connect)", "Issuer (OpenID Connect)"),
    "metadata": ("Metadata (SAML 2.0)", "Metadata (SAML 2.0)"),
}


class Speaker:
    """Says things in the language of whoever asks."""

    def __init__(self, question: Question) -> None:
        self.is_english = _choose_english(question)

    @property
    def language(self) -> str:
        return "en" if self.is_english else "da"

    def say(self, key: str, **values: object) -> str:
        return WORDS[key][self.is_english].format(**values)


def _choose_english(question: Question) -> bool:
    """By `lang` or `ui_locales` in the address, by what a form brings along, or by the browser."""
    chosen = question.query.get("lang") or question.query.get("ui_locales", "")
    if not chosen and question.method == "POST":
        chosen = question.read_form().get("lang", "")
    for tag in chosen.split():
        if tag.lower()[:2] in {"da", "en"}:
            return tag.lower().startswith("en")
    return question.is_english
