//! The provisions the procedures rely on, each with its paragraph, a short subject and our confidence in it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Confidence::{self, High, Low, Medium};

macro_rules! articles {
    ($($name:ident = $reference:literal, $subject:literal, $confidence:ident;)*) => {
        /// A provision of the Convention, down to paragraph and letter. Serialised as its reference, such as `42(3)(a)`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Article {
            $(#[doc = concat!("Art. ", $reference, ": ", $subject, ".")] $name,)*
        }

        impl Article {
            /// Every provision of the table, in the Convention's order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The reference without the word "Art.", such as `42(3)(a)`.
            pub const fn reference(self) -> &'static str {
                match self { $(Self::$name => $reference),* }
            }

            /// What the provision is about, in a few words of ours.
            pub const fn subject(self) -> &'static str {
                match self { $(Self::$name => $subject),* }
            }

            /// How sure we are of number and paraphrase.
            pub const fn confidence(self) -> Confidence {
                match self { $(Self::$name => $confidence),* }
            }
        }
    };
}

articles! {
    A1 = "1", "the three purposes", High;
    A2c = "2(c)", "traffic data", High;
    A2d = "2(d)", "content data", High;
    A2e = "2(e)", "service provider", High;
    A2f = "2(f)", "subscriber information", High;
    A2g = "2(g)", "personal data", High;
    A2h = "2(h)", "serious crime: a maximum penalty of at least four years", High;
    A2i = "2(i)", "property, virtual assets included", High;
    A2n = "2(n)", "regional economic integration organisation", High;
    A2o = "2(o)", "emergency: significant and imminent risk to life or safety", High;
    A3 = "3", "scope of application", High;
    A4p1 = "4(1)", "offences of other United Nations instruments, when committed through ICT", High;
    A5 = "5", "protection of sovereignty", High;
    A6p1 = "6(1)", "respect for human rights", High;
    A6p2 = "6(2)", "no suppression of rights and freedoms", High;
    A7 = "7", "illegal access", High;
    A7p2 = "7(2)", "options: security measures, intent, connected system", High;
    A8 = "8", "illegal interception", High;
    A8p2 = "8(2)", "options: intent, connected system", High;
    A9 = "9", "interference with electronic data", High;
    A9p2 = "9(2)", "option: serious harm", High;
    A10 = "10", "interference with an ICT system", High;
    A11 = "11", "misuse of devices", High;
    A11p2 = "11(2)", "authorised testing and protection are no offence", High;
    A11p3 = "11(3)", "reservation, except for dealing in credentials", High;
    A12 = "12", "ICT-related forgery", High;
    A12p2 = "12(2)", "option: fraudulent or similar intent", High;
    A13 = "13", "ICT-related theft or fraud", High;
    A14 = "14", "online child sexual abuse or exploitation material", High;
    A14p3 = "14(3)", "options: real persons, visual material", High;
    A14p4 = "14(4)", "exclusions: material children make themselves, private consensual material", High;
    A15 = "15", "solicitation or grooming of a child", High;
    A15p2 = "15(2)", "option: an act that furthers the offence", Medium;
    A15p3 = "15(3)", "option: a person believed to be a child", Medium;
    A15p4 = "15(4)", "exclusion: children as authors", Medium;
    A16 = "16", "non-consensual dissemination of intimate images", High;
    A17 = "17", "laundering of proceeds", High;
    A17p2 = "17(2)", "laundering: predicate offences, own proceeds, laws furnished", Medium;
    A18 = "18", "liability of legal persons", Medium;
    A19 = "19", "participation; attempt and preparation as options", Medium;
    A20 = "20", "limitation periods", Medium;
    A21p4 = "21(4)", "fair trial and defence rights", Medium;
    A21p7 = "21(7)", "protection of accused children", Medium;
    A22p1 = "22(1)", "jurisdiction that must exist: territory, ship, aircraft", Medium;
    A22p2 = "22(2)", "jurisdiction that may exist: nationality and others", Medium;
    A22p3 = "22(3)", "jurisdiction over own nationals not extradited", Medium;
    A22p5 = "22(5)", "consultation on parallel proceedings", Medium;
    A22p6 = "22(6)", "other heads of jurisdiction of domestic law", Medium;
    A23p2 = "23(2)", "scope of the procedural powers", Medium;
    A23p3 = "23(3)", "reservations on real-time powers", Medium;
    A24p1 = "24(1)", "conditions and safeguards, proportionality", High;
    A24p2 = "24(2)", "independent review, grounds, scope, duration, remedy", Medium;
    A24p4 = "24(4)", "safeguards apply when helping another State", Medium;
    A25 = "25(2)", "a domestic preservation order lasts at most 90 days, and may be renewed if the law allows", High;
    A28p4 = "28(4)", "ordering a person with special knowledge to help, as is reasonable", High;
    A29 = "29", "real-time collection of traffic data at home", Medium;
    A30 = "30", "interception of content data at home, for serious offences the law lists", Medium;
    A31 = "31", "freezing, seizure and confiscation at home", Medium;
    A31p7 = "31(7)", "bank secrecy is no obstacle", Medium;
    A33 = "33", "protection of witnesses", Medium;
    A34p2 = "34(2)", "compensation and restitution of victims", High;
    A34p6 = "34(6)", "removal of material of Arts 14 and 16", Medium;
    A35p1 = "35(1)", "cooperation on Convention offences, and on electronic evidence of serious crime", High;
    A35p3 = "35(3)", "dual criminality is met by the conduct, whatever its name", High;
    A36p1 = "36(1)", "personal data: transfer under the sender's law, with conditions where needed", Medium;
    A36p2 = "36(2)", "safeguards for received personal data", Medium;
    A36p3 = "36(3)", "onward transfer only with the sender's authorisation", High;
    A37p1 = "37(1)", "extradition of a person present, for an offence punishable in both States", High;
    A37p2 = "37(2)", "extradition without double punishability, where the own law permits", Medium;
    A37p3 = "37(3)", "related offences", Medium;
    A37p5 = "37(5)", "the Convention as the basis of extradition", Medium;
    A37p6 = "37(6)", "telling the depositary whether the Convention serves as the basis", Medium;
    A37p8 = "37(8)", "conditions of domestic law and treaties, minimum penalty included", Medium;
    A37p10 = "37(10)", "provisional arrest or other measures, urgent", Medium;
    A37p11 = "37(11)", "a national who is not extradited is submitted for prosecution without undue delay", Medium;
    A37p12 = "37(12)", "surrender on condition of return to serve the sentence", Medium;
    A37p13 = "37(13)", "enforcing the sentence of a national who is not extradited", Medium;
    A37p14 = "37(14)", "fair treatment at all stages", Medium;
    A37p15 = "37(15)", "no duty to extradite into persecution", High;
    A37p16 = "37(16)", "no refusal because fiscal matters are involved", Medium;
    A37p17 = "37(17)", "consultation before refusing, where appropriate", Medium;
    A37p18 = "37(18)", "telling the decision and its reasons", Medium;
    A37p19 = "37(19)", "the authority for extradition and provisional arrest", Medium;
    A38 = "38", "transfer of sentenced persons", Medium;
    A39 = "39", "transfer of criminal proceedings", Medium;
    A40p1 = "40(1)", "widest measure of mutual legal assistance", High;
    A40p2 = "40(2)", "assistance also where legal persons are liable", High;
    A40p3 = "40(3)", "the kinds of assistance", High;
    A40p3a = "40(3)(a)", "evidence or statements", High;
    A40p3b = "40(3)(b)", "serving judicial documents", High;
    A40p3c = "40(3)(c)", "searches, seizures, freezing", High;
    A40p3d = "40(3)(d)", "stored electronic data", Medium;
    A40p3e = "40(3)(e)", "real-time traffic data", Medium;
    A40p3f = "40(3)(f)", "interception of content data", Medium;
    A40p3g = "40(3)(g)", "examining objects and sites", High;
    A40p3h = "40(3)(h)", "information, evidence, expert evaluations", High;
    A40p3i = "40(3)(i)", "originals or certified copies of records", High;
    A40p3j = "40(3)(j)", "identifying or tracing proceeds, property, instrumentalities", High;
    A40p3k = "40(3)(k)", "voluntary appearance of persons", High;
    A40p3l = "40(3)(l)", "recovering proceeds", Medium;
    A40p3m = "40(3)(m)", "anything else the requested State's law allows", High;
    A40p4 = "40(4)", "information without a request", High;
    A40p5 = "40(5)", "restrictions on use; exculpatory information", High;
    A40p6 = "40(6)", "other treaties on assistance stay untouched", High;
    A40p7 = "40(7)", "another treaty that binds both States goes first", Medium;
    A40p8 = "40(8)", "absence of dual criminality, trivial matters, help available elsewhere", High;
    A40p9 = "40(9)", "moving a detained person with free and informed consent", High;
    A40p10 = "40(10)", "custody and return of a detained person; time counts toward the sentence", High;
    A40p11 = "40(11)", "safe conduct of a detained person", High;
    A40p12 = "40(12)", "central authorities and the channel of requests", High;
    A40p13 = "40(13)", "written record, acceptable language, authenticity", High;
    A40p14 = "40(14)", "electronic transmission with authenticity and security", Medium;
    A40p15 = "40(15)", "contents of a request for assistance", High;
    A40p15a = "40(15)(a)", "identity of the requesting authority", High;
    A40p15b = "40(15)(b)", "subject and nature of the case; authority in charge and its functions", High;
    A40p15c = "40(15)(c)", "summary of the relevant facts", High;
    A40p15d = "40(15)(d)", "assistance sought and any special procedure", High;
    A40p15e = "40(15)(e)", "persons, items and accounts, where possible and appropriate", Medium;
    A40p15f = "40(15)(f)", "period covered, where applicable", Medium;
    A40p15g = "40(15)(g)", "purpose of the evidence", High;
    A40p16 = "40(16)", "further information on request", High;
    A40p17 = "40(17)", "execution under the law of the requested State", High;
    A40p18 = "40(18)", "hearing by video conference", High;
    A40p19 = "40(19)", "use only for the stated case without prior consent", High;
    A40p20 = "40(20)", "secrecy of the request", High;
    A40p21a = "40(21)(a)", "request not in conformity with the article", High;
    A40p21b = "40(21)(b)", "sovereignty, security, public order, other essential interests", High;
    A40p21c = "40(21)(c)", "barred by domestic law for a similar offence", High;
    A40p21d = "40(21)(d)", "contrary to the legal system on mutual legal assistance", High;
    A40p22 = "40(22)", "persecution or discrimination", High;
    A40p23 = "40(23)", "no refusal because fiscal matters are involved", High;
    A40p24 = "40(24)", "no refusal on the ground of bank secrecy", High;
    A40p25 = "40(25)", "reasons for every refusal", High;
    A40p26 = "40(26)", "execution as soon as possible, status enquiries, word when help is no longer needed", High;
    A40p27 = "40(27)", "postponement for ongoing proceedings", High;
    A40p28 = "40(28)", "consultation before refusal or postponement", High;
    A40p29 = "40(29)", "safe conduct of witnesses and experts; fifteen days to leave", High;
    A40p30 = "40(30)", "ordinary costs with the requested State; others by consultation", High;
    A40p31 = "40(31)", "government records", High;
    A41p1 = "41(1)", "contact point available day and night", High;
    A41p2 = "41(2)", "contact points notified and circulated", Medium;
    A41p3e = "41(3)(e)", "electronic data to avert an emergency", Medium;
    A42p1 = "42(1)", "request for preservation ahead of assistance", High;
    A42p2 = "42(2)", "finding the data or the provider", Medium;
    A42p3 = "42(3)", "contents of a preservation request", High;
    A42p3a = "42(3)(a)", "authority seeking preservation", High;
    A42p3b = "42(3)(b)", "offence and a short statement of facts", High;
    A42p3c = "42(3)(c)", "data to be preserved and their link to the offence", High;
    A42p3d = "42(3)(d)", "available information on the custodian or the location of the system", High;
    A42p3e = "42(3)(e)", "necessity of the preservation", High;
    A42p3f = "42(3)(f)", "intention to request assistance", High;
    A42p3g = "42(3)(g)", "need for confidentiality and for not notifying the user, as appropriate", High;
    A42p4 = "42(4)", "prompt execution; dual criminality is not required", High;
    A42p5 = "42(5)", "reservation on dual criminality for offences outside the Convention", High;
    A42p6 = "42(6)", "closed list of grounds for refusing preservation", Low;
    A42p7 = "42(7)", "preservation that will not hold, or endangers secrecy: the requesting State decides", High;
    A42p8 = "42(8)", "at least 60 days, and until the request for assistance is decided", High;
    A42p9 = "42(9)", "extension before expiry", Medium;
    A43p1 = "43(1)", "a provider in another State is involved: quick disclosure of the path", High;
    A43p2 = "43(2)", "closed list of grounds for withholding traffic data", Medium;
    A44p1 = "44(1)", "access to, seizure and disclosure of stored data", High;
    A44p3 = "44(3)", "expedited answer", High;
    A45p1 = "45(1)", "endeavour to help with real-time traffic data", Medium;
    A45p3 = "45(3)", "contents of a request for real-time traffic data", Medium;
    A45p3a = "45(3)(a)", "requesting authority", Medium;
    A45p3b = "45(3)(b)", "facts and nature of the case", Medium;
    A45p3c = "45(3)(c)", "data concerned and their link to the offence", Medium;
    A45p3d = "45(3)(d)", "data that identify the user or the location of the system", Medium;
    A45p3e = "45(3)(e)", "justification", Medium;
    A45p3f = "45(3)(f)", "period of collection and its justification", Medium;
    A46 = "46", "endeavour to help with interception, as far as treaties or law permit", Medium;
    A47p1 = "47(1)", "cooperation of law-enforcement authorities", Medium;
    A47p2 = "47(2)", "agreements on law-enforcement cooperation", Medium;
    A48 = "48", "joint investigations; sovereignty of the host State", High;
    A49p1 = "49(1)", "foreign confiscation orders; confiscation without conviction", High;
    A49p2 = "49(2)", "freezing on a foreign order or request with a reasonable basis", High;
    A50p1 = "50(1)", "own confiscation order, or enforcing the foreign one", High;
    A50p2 = "50(2)", "identifying, tracing, freezing or seizing on request", High;
    A50p3 = "50(3)", "contents of a request on property", High;
    A50p3a = "50(3)(a)", "for an own order: the property, its location and value, sufficient facts", Medium;
    A50p3b = "50(3)(b)", "for a foreign order: copy, facts, extent, notice to third parties, finality", Medium;
    A50p3c = "50(3)(c)", "for freezing: facts, action wanted, copy of the order if any", Medium;
    A50p6 = "50(6)", "the Convention as the basis", High;
    A50p7 = "50(7)", "refusing or lifting for insufficient or late evidence or trivial property", High;
    A50p8 = "50(8)", "hearing the requesting State before lifting", High;
    A50p9 = "50(9)", "bona fide third parties", High;
    A51 = "51", "information on proceeds without a request", High;
    A52p1 = "52(1)", "disposal under the own law", High;
    A52p2 = "52(2)", "priority to return for victims and prior owners", High;
    A52p3 = "52(3)", "contribution or sharing after weighing victims", Medium;
    A52p4 = "52(4)", "reasonable expenses", High;
    A53p3e = "53(3)(e)", "recognising legitimate security research", Medium;
    A59 = "59", "implementation; stricter measures", High;
    A60 = "60", "other treaties between the Parties", Medium;
    A61 = "61", "protocols bind only those who join", High;
    A62 = "62", "sixty Parties before a protocol", Medium;
    A63p3 = "63(3)", "opting out of dispute settlement", High;
    A64p1 = "64(1)", "signature window", High;
    A64p2 = "64(2)", "signature by regional organisations", High;
    A64p3 = "64(3)", "ratification, acceptance, approval; competence of regional organisations", High;
    A64p4 = "64(4)", "accession", High;
    A65 = "65", "entry into force", High;
    A65p1 = "65(1)", "entry into force on the 90th day after the 40th instrument", High;
    A65p2 = "65(2)", "later joiners: the 30th day, not before entry into force", High;
    A66 = "66", "amendments", High;
    A67 = "67", "denunciation takes effect one year after notice", High;
    A68 = "68", "depositary and languages", High;
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Art. {}", self.reference())
    }
}

/// The text names no provision of our table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no provision this software knows; write it like 42(3)(a)")]
pub struct UnknownArticle(String);

impl FromStr for Article {
    type Err = UnknownArticle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim_start_matches("Art. ");
        let found = Self::ALL.iter().find(|a| a.reference() == wanted);
        found.copied().ok_or_else(|| UnknownArticle(text.into()))
    }
}

impl TryFrom<String> for Article {
    type Error = UnknownArticle;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Article> for String {
    fn from(article: Article) -> Self {
        article.reference().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_is_unique_and_reads_back() {
        for article in Article::ALL {
            assert_eq!(article.reference().parse::<Article>().as_ref(), Ok(article));
            assert_eq!(article.to_string().parse::<Article>().as_ref(), Ok(article));
        }
    }

    #[test]
    fn a_made_up_article_is_refused() {
        assert!("99(1)".parse::<Article>().is_err());
    }
}
