"""The controlled words of the atlas: every value a seed or a query string may use."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a record is."""

    AGREEMENT = "agreement", _("agreement")
    FORUM = "forum", _("forum")
    EDITION = "edition", _("edition")
    ORGANISATION = "organisation", _("organisation")
    INITIATIVE = "initiative", _("initiative")

    @property
    def plural(self) -> str:
        """Its plural as addresses and folders bear it: agreements."""
        return f"{self.value}s"


class Reference(TextChoices):
    """What records refer to, each in a table of its own."""

    SOURCE = "source", _("source")
    COUNTRY = "country", _("country")
    TOPIC = "topic", _("topic")
    GROUP = "group", _("group")
    GAP = "gap", _("gap")


class Action(TextChoices):
    """What a release did to a thing."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")


class AgreementType(TextChoices):
    """What kind of text China or a Chinese body made together with others."""

    TREATY = "treaty", _("treaty or intergovernmental agreement")
    TRADE_AGREEMENT = "trade-agreement", _("trade agreement")
    MOU = "mou", _("memorandum of understanding")
    LETTER_OF_INTENT = "letter-of-intent", _("letter of intent")
    JOINT_STATEMENT = "joint-statement", _("joint statement")
    DECLARATION = "declaration", _("declaration or consensus")
    FRAMEWORK = "framework", _("framework")
    PLAN = "plan", _("action plan or roadmap")
    JOINT_INITIATIVE = "joint-initiative", _("joint initiative")
    SUBMISSION = "submission", _("joint submission")
    OUTCOME = "outcome", _("outcome document or report")
    DECISION = "decision", _("decision or work programme")
    UNDERSTANDING = "understanding", _("other understanding")


class ForumType(TextChoices):
    """How people met: a series has editions, everything else stands for itself."""

    SERIES = "series", _("series")
    ONE_OFF = "one-off", _("single event")
    SUB_FORUM = "sub-forum", _("sub-forum")
    SUMMIT = "summit", _("summit")
    MEETING = "meeting", _("meeting")
    DIALOGUE = "dialogue", _("dialogue")
    MECHANISM = "mechanism", _("mechanism")
    WORKING_GROUP = "working-group", _("working group")
    EXPERT_GROUP = "expert-group", _("expert group")
    VISIT = "visit", _("visit")
    DELEGATION = "delegation", _("delegation")
    NEGOTIATION = "negotiation", _("negotiation")
    EXHIBITION = "exhibition", _("exhibition or fair")
    CEREMONY = "ceremony", _("ceremony or competition")
    TRAINING = "training", _("training or lectures")
    THEMED_YEAR = "themed-year", _("themed year or campaign")


class EditionType(TextChoices):
    """What one instance of a series is called."""

    EDITION = "edition", _("edition")
    MEETING = "meeting", _("meeting")
    SUMMIT = "summit", _("summit")


class OrganisationType(TextChoices):
    """What kind of body takes part; decides its level."""

    MINISTRY = "ministry", _("ministry or government department")
    AGENCY = "agency", _("government agency or public centre")
    LOCAL_GOVERNMENT = "local-government", _("local government")
    BLOC = "bloc", _("bloc of countries")
    INTERNATIONAL = "international-organisation", _("international organisation")
    INTERNET_BODY = "internet-body", _("internet community body")
    COMPANY = "company", _("company")
    BANK = "bank", _("bank or fund")
    ASSOCIATION = "association", _("association")
    FOUNDATION = "foundation", _("foundation")
    THINK_TANK = "think-tank", _("think tank")
    ACADEMIC = "academic", _("university or research institute")
    MEDIA = "media", _("media")
    CULTURAL = "cultural", _("museum or cultural body")
    COMMITTEE = "committee", _("committee or council")


class InitiativeType(TextChoices):
    """What one side proposes, publishes, builds or gives."""

    CONCEPT = "concept", _("concept")
    STRATEGY = "strategy", _("strategy")
    PROPOSAL = "proposal", _("proposal")
    POSITION = "position", _("position paper or stance")
    PLAN = "plan", _("plan")
    PROGRAMME = "programme", _("programme")
    PROJECT = "project", _("project")
    PLATFORM = "platform", _("platform")
    CENTRE = "centre", _("centre")
    FUND = "fund", _("fund")
    NETWORK = "network", _("network or infrastructure")
    PRODUCT = "product", _("product or solution")
    PUBLICATION = "publication", _("publication")
    STANDARD = "standard", _("standard or rules")
    POLICY = "policy", _("law or policy")
    CAMPAIGN = "campaign", _("campaign")


TYPES: dict[str, type[TextChoices]] = {
    Kind.AGREEMENT: AgreementType,
    Kind.FORUM: ForumType,
    Kind.EDITION: EditionType,
    Kind.ORGANISATION: OrganisationType,
    Kind.INITIATIVE: InitiativeType,
}


class Status(TextChoices):
    """How far a thing has come, as its sources say."""

    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    ADOPTED = "adopted", _("signed, adopted or issued")
    IN_FORCE = "in-force", _("in force")
    HELD = "held", _("held")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    UNKNOWN = "unknown", _("unknown")


EXPECTED = (Status.PLANNED, Status.ANNOUNCED)  # what is still to come


class Role(TextChoices):
    """What a participant did."""

    SIGNATORY = "signatory", _("signatory or party")
    HOST = "host", _("host")
    CO_HOST = "co-host", _("co-host")
    ORGANISER = "organiser", _("organiser")
    PROPOSER = "proposer", _("proposer")
    MEMBER = "member", _("member")
    GUEST = "guest", _("guest")
    BENEFICIARY = "beneficiary", _("beneficiary")


class Level(TextChoices):
    """Who acts, computed from the participants."""

    GOVERNMENT = "government", _("government")
    AGENCY = "agency", _("agency")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    MULTILATERAL = "multilateral", _("multilateral")


LEVEL_OF_TYPE: dict[str, str] = {
    OrganisationType.MINISTRY: Level.GOVERNMENT,
    OrganisationType.LOCAL_GOVERNMENT: Level.GOVERNMENT,
    OrganisationType.AGENCY: Level.AGENCY,
    OrganisationType.BLOC: Level.MULTILATERAL,
    OrganisationType.INTERNATIONAL: Level.MULTILATERAL,
    OrganisationType.INTERNET_BODY: Level.MULTILATERAL,
    OrganisationType.COMPANY: Level.COMPANY,
    OrganisationType.BANK: Level.COMPANY,
    OrganisationType.ASSOCIATION: Level.ASSOCIATION,
    OrganisationType.FOUNDATION: Level.ASSOCIATION,
    OrganisationType.THINK_TANK: Level.ASSOCIATION,
    OrganisationType.ACADEMIC: Level.ASSOCIATION,
    OrganisationType.MEDIA: Level.ASSOCIATION,
    OrganisationType.CULTURAL: Level.ASSOCIATION,
    OrganisationType.COMMITTEE: Level.ASSOCIATION,
}


class RelationType(TextChoices):
    """How one record hangs on another, said from the first one's side."""

    ADOPTED_AT = "adopted-at", _("adopted at")
    LAUNCHED_AT = "launched-at", _("launched at")
    PART_OF = "part-of", _("part of")
    FOLLOWS = "follows", _("follows")
    IMPLEMENTS = "implements", _("implements")


INVERSE: dict[str, object] = {
    RelationType.ADOPTED_AT: _("adopted here"),
    RelationType.LAUNCHED_AT: _("launched here"),
    RelationType.PART_OF: _("has as part"),
    RelationType.FOLLOWS: _("followed by"),
    RelationType.IMPLEMENTS: _("implemented by"),
}


class Qualifier(TextChoices):
    """How exactly a source gives a number."""

    EXACT = "exactly", ""
    ABOUT = "about", _("about")
    MORE_THAN = "more-than", _("more than")
    LESS_THAN = "less-than", _("less than")
    AT_LEAST = "at-least", _("at least")


class Layer(TextChoices):
    """Which set of sources a statement rests on."""

    FOUNDING = "founding", _("founding documents")
    FURTHER = "further", _("further public pages")


class Publisher(TextChoices):
    """Kind of publisher, best first: the order breaks ties between sources that disagree."""

    GOVERNMENT = "government", _("government")
    INTERNATIONAL = "international", _("international organisation")
    PARTICIPANT = "participant", _("a participant in the event")
    NEWS = "news", _("news medium")
    PRESS_RELEASE = "press-release", _("press release")
    REFERENCE = "reference", _("reference work")
    COPY = "copy", _("copy or machine translation")


class Attestation(TextChoices):
    """Whether a source as late as the date tells of it; computed from the days of the sources."""

    ANNOUNCED = "announced", _("announced beforehand only")
    DATED_BEFORE = "dated-before", _("dated beforehand, later told as past")
    BEGUN = "begun", _("reported as begun, its last day given beforehand")
    REPORTED = "reported", _("reported with its date")


class GapKind(TextChoices):
    """Why something that was read is not among the records."""

    LEFT_OUT = "left-out", _("read, and left out as too doubtful")
    MISSING = "missing", _("known to be missing")


class Basis(TextChoices):
    """What a value rests on when no statement carries it."""

    SOURCE = "source", _("stated by a source")
    GENERAL_KNOWLEDGE = "general-knowledge", _("general knowledge, to be checked")


class Verdict(TextChoices):
    """What comparing all statements on one field of one record gives."""

    SINGLE = "single", _("single source")
    AGREE = "agree", _("sources agree")
    REFINED = "refined", _("one source is more exact")
    DISAGREE = "disagree", _("sources disagree")
    CONTRADICTS = "contradicts", _("the source contradicts itself")


class Precision(TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    NONE = "none", _("no date given")


class Region(TextChoices):
    """Groups of countries a reader may filter by; a country may be in several."""

    AFRICA = "africa", _("Africa")
    ARAB_STATES = "arab-states", _("Arab states")
    ASEAN = "asean", _("ASEAN")
    CENTRAL_ASIA = "central-asia", _("Central Asia")
    EAST_ASIA = "east-asia", _("East Asia")
    SOUTH_ASIA = "south-asia", _("South Asia")
    MIDDLE_EAST = "middle-east", _("Middle East")
    EUROPE = "europe", _("Europe")
    NORTH_AMERICA = "north-america", _("North America")
    LATIN_AMERICA = "latin-america", _("Latin America and the Caribbean")
    OCEANIA = "oceania", _("Oceania")
    WORLD = "world", _("no single region")
