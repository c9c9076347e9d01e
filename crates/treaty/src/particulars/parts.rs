//! What the kinds of fields consist of: their names for machines, their options, their parts. Forms are drawn from this.

use super::field::{keys, tables};
use super::{Basis, Field, Kind, opening};
use crate::law::assistance_kinds::is_evidence;
use crate::law::bounds::PENALTY_MONTHS;
use crate::law::grounds::Availability;
use crate::law::{
    Category, ConventionOffence, Element, Ground, Instrument, JurisdictionHead, Measure,
};
use crate::procedure::dialogue::Concern;
use Kind::{Choice, Choices, Instant, State, Text, YesNo};

use super::Presence::{May, Must, Only};

keys! {
    ELEMENTS = Element::ALL;
    CATEGORIES = Category::ALL;
    INSTRUMENTS = Instrument::ALL;
    HEADS = JurisdictionHead::ALL;
}

const CONVENTION: Kind = Choice(ConventionOffence::NAMES);

tables! {
    BASIS = [
        "kind" A40p7 Choice(Basis::NAMES), Must, "the Convention, or an agreement both States have recorded" as "basis";
        "reference" A40p7 Text, Only("kind", &["agreement"]), "how both call the agreement, letter for letter" as "agreement";
    ];
    /// An offence.
    pub OFFENCE = [
        "convention" A35p1 CONVENTION, May, "the article of the Convention it falls under";
        "statute" A40p15b Text, Must, "the statute, cited so that it can be looked up";
        "max_penalty_months" A2h Kind::within(PENALTY_MONTHS), May, "the maximum penalty in months; needed where no article of the Convention is named";
        "heavier_penalty" A2h YesNo, May, "whether the statute allows a penalty heavier than a term of imprisonment";
        "whose_law" A35p3 State, May, "whose law the statute is; the requesting State's where nothing is said";
        "conduct" A35p3 Text, May, "the conduct in plain words, which dual criminality compares";
        "elements" A35p3 Choices(ELEMENTS), May, "the elements that are met, of the article named";
        "category" A35p1 Choice(CATEGORIES), May, "the kind of serious crime, where no article of the Convention is named";
        "instrument" A4p1 Choice(INSTRUMENTS), May, "the other United Nations instrument that establishes it";
        "requested_statute" A35p3 Text, May, "the requested State's statute that covers the same conduct, as far as known";
        "jurisdiction" A22p1 Kind::Record(JURISDICTION), May, "on what the jurisdiction rests";
    ];
    JURISDICTION = [
        "head" A22p1 Choice(HEADS), Must, "the head of jurisdiction";
        "link" A22p1 Text, Must, "the link to the State: where it was committed, who the victim is";
    ];
    /// Secrecy with its reason.
    pub SECRECY = [
        "reason" A40p20 Text, Must, "why the user or the public must not know" as "secrecy";
        "review_on" A40p20 Instant, Must, "when the need is looked at again" as "need";
    ];
    SPAN = [
        "from" A40p15f Instant, Must, "the beginning";
        "to" A40p15f Instant, Must, "the end, included";
    ];
    CONCERN = [
        "concern" A40p28 Choice(&["refusal", "postponement"]), Must, "what the consultation is about";
        "ground" A40p28 Kind::Ground, Only("concern", &["refusal"]), "the ground of the refusal it is to avoid" as "avoided";
    ];
    CONCERN_OF_EVIDENCE = [
        "concern" A40p28 Choice(Concern::NAMES), Must, "what the consultation is about";
        "ground" A40p28 Kind::Ground, Only("concern", &["refusal"]), "the ground of the refusal it is to avoid" as "avoided";
    ];
    CONCERN_OF_DISCLOSURE = [
        "concern" A40p5 Choice(&["disclosure"]), Must, "what the consultation is about";
    ];
    CONCERN_OF_REFUSAL = [
        "concern" A40p28 Choice(&["refusal"]), Must, "what the consultation is about; this measure cannot be postponed" as "unpostponed";
        "ground" A40p28 Kind::Ground, Must, "the ground of the refusal it is to avoid" as "avoided";
    ];
}

macro_rules! kind_keys {
    ($($name:ident $(($any:tt))? = $key:literal;)*) => {
        impl Kind {
            /// The names of all kinds.
            pub const KEYS: &[&str] = &[$($key),*];

            /// Its name for machines.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name $(($any))? => $key),* }
            }
        }
    };
}

kind_keys! {
    Text = "text";
    Texts = "texts";
    Instant = "instant";
    Span = "span";
    YesNo = "yes_no";
    Attested = "attested";
    Number(..) = "number";
    Choice(_) = "choice";
    Choices(_) = "choices";
    State = "state";
    Language = "language";
    Matter = "matter";
    Uuid = "uuid";
    Digest = "digest";
    Basis = "basis";
    Offence = "offence";
    Secrecy = "secrecy";
    Ground = "ground";
    Concern = "concern";
    SealKey = "seal_key";
    Record(_) = "record";
    Records(_) = "records";
    Particulars = "particulars";
}

impl Kind {
    /// The words to choose from; `None` where it is no choice. Grounds are those the measure's list has, also where one
    /// takes more before it may be used.
    pub fn options(self, measure: Measure) -> Option<Vec<String>> {
        match self {
            Self::Choice(words) | Self::Choices(words) => {
                Some(words.iter().map(|word| (*word).to_owned()).collect())
            }
            Self::Ground => Some(grounds(measure)),
            _ => None,
        }
    }

    /// The fields it consists of; `None` where it is a single value.
    pub fn parts(self, measure: Measure) -> Option<Vec<Field>> {
        let parts = match self {
            Self::Record(fields) | Self::Records(fields) => fields,
            Self::Basis => BASIS,
            Self::Offence => OFFENCE,
            Self::Secrecy => SECRECY,
            Self::Span => SPAN,
            Self::Concern if measure.decided_within_a_day() => CONCERN_OF_REFUSAL,
            Self::Concern if measure == Measure::SpontaneousInformation => CONCERN_OF_DISCLOSURE,
            Self::Concern if is_evidence(measure) => CONCERN_OF_EVIDENCE,
            Self::Concern => CONCERN,
            Self::Particulars => return Some(opening(measure)),
            _ => return None,
        };
        Some(parts.to_vec())
    }
}

fn grounds(measure: Measure) -> Vec<String> {
    let listed = |ground: &Ground| {
        let availability = ground.availability(measure);
        !matches!(availability, Availability::Closed(..))
    };
    let key = |ground: Ground| {
        serde_json::to_value(ground)
            .ok()?
            .as_str()
            .map(str::to_owned)
    };
    let all = Ground::ALL.into_iter().filter(listed);
    all.filter_map(key).collect()
}
