"""Words of which the names of fields and the states of things are made, and no name of anybody."""

import re

# A given name that is a word too, as Dag or Max, is not among them.
_WORDS = """
about absence absences absent access action active activities activity actor added address after
age all allowed amount and answer answers app approved archived area arrival article assignee
assignment assignments at attachment attachments attendance author authors available back before
begin begins birth birthday birthdate body book books borrowed by calendar can cancelled canceled
categories category changed channel child childid children choice city class classes classname
closed code color colour comment comments completed contact contacts content count country course
courses cover cpr created createdat cursor data date day days deadline default deleted delivered
department departure description details display done draft due duedate duration edited editor
email employee employees empty en enabled end enddate ended ends entries entry error errors event
events excused expires external false family field fields file files finished first firstname flag
for format from full fullname given grade grades group groups guardian guardians has hasmore
header headers hidden hits homework hour hours html icon id ids image images important in inactive
info institution institutions is issued item items key kind label labels lang language last
lastname length lesson lessons letter letters level levels limit line lines link links list loan
loans location login mail material materials member members message messages meta method
middle min minute minutes mobile model modified month more municipality name names new next no
none normal not note notes notice number object objects of offset on open opened order org
organisation organization other owner page pages parent parents part parts password path pending
period person persons phone photo place plan planned plans points post postal priority private
profile progress prev previous public published pupil pupils question questions read reason
received reference rejected remaining reminder reserved response result results return returned
role roles room rooms row rows schedule school schools score seconds section sections sent series
session short shown size sort source staff start startdate started starts state status street
student students subject subjects submitted substitute summary surname system tag tags target task
tasks teacher teachers tel telephone text thumbnail time times timestamp title titles to today
token topic topics total true type types unexcused unilogin unit until unread update updated
updatedat uri url user userid username users uuid valid value values version view visible waiting
week weekday weekdays weeks word words work year years yes zip zone monday tuesday wednesday
thursday friday saturday sunday adgang adresse afdeling afleveret aflevering aflyst afsluttet
aktiv aktivitet aktiviteter alder alle antal barn begivenhed begynder beskrivelse besked beskeder
billede billeder bog bruger bøger børn dage dansk dato efternavn elev elever emne ferie fag
fil filer foedt forfald forfatter fornavn fra fravær frist fælles født fødselsdag gade grupper
gruppe hold indhold institution institutionsnummer karakter kategori klasse klasser kl klokkeslæt
kode kommune kort lektie lektier lokale læst lån lånt lærer lærere mobil måned navn nej nummer
note noter oprettet opgave opgaver periode personale plan post postnr rolle sidst skema skole
skoler slut sprog start startdato slutdato side sider tekst telefon tid tilstand time timer titel
tlf type uge ugedag ugeplan uger vej vikar værdi år åben mandag tirsdag onsdag torsdag fredag
lørdag søndag api cpr da dk dto http https isbn json ok ref ssn xml
"""
# Of a day that is nobody's own: when something is due, begins or was written.
_DAYS = """
at archived begin begins borrowed cancelled changed closed completed created createdat deadline
delivered due duedate edited end enddate ended ends expires finished from issued lesson loan
modified opened planned published received reminder returned sent start startdate started starts
submitted timestamp to today until updated updatedat afleveret aflevering afsluttet begynder
forfald fra frist lånt oprettet slut slutdato start startdato
"""
WORDS, DAYS = frozenset(_WORDS.split()), frozenset(_DAYS.split())
PART = re.compile(r"[A-ZÆØÅ]+(?![a-zæøå])|[A-ZÆØÅ]?[a-zæøå]+|\d+")
SHORT = re.compile(r"\w")
NAMED = re.compile(r"[A-Za-zæøåÆØÅ0-9_.\-@$ ]+")


def split_words(text: str) -> list[str]:
    """The words of a name such as `childId`, `due_at` or `IN_PROGRESS`, in small letters."""
    return [part.lower() for part in PART.findall(text)]


def are_plain(text: str) -> bool:
    """Whether a text is made of nothing but known words, and single letters and digits."""
    words = split_words(text)
    return NAMED.fullmatch(text) is not None and all(
        word in WORDS or SHORT.fullmatch(word) for word in words
    )


def is_plain_day(name: str) -> bool:
    """Whether a field's name says that its day is no birthday."""
    return bool(DAYS.intersection(split_words(name)))
