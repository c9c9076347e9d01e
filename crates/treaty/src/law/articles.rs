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
    A2h = "2(h)", "serious crime: a maximum penalty of at least four years", High;
    A2o = "2(o)", "emergency: significant and imminent risk to life or safety", High;
    A3 = "3", "scope of application", High;
    A5 = "5", "protection of sovereignty", High;
    A6p1 = "6(1)", "respect for human rights", High;
    A6p2 = "6(2)", "no suppression of rights and freedoms", High;
    A24p2 = "24(2)", "independent review, grounds, scope, duration, remedy", Medium;
    A24p4 = "24(4)", "safeguards apply when helping another State", Medium;
    A25 = "25(2)", "a domestic preservation order lasts at most 90 days, and may be renewed if the law allows", High;
    A35p1 = "35(1)", "cooperation on Convention offences, and on electronic evidence of serious crime", High;
    A36p1 = "36(1)", "personal data: transfer under the sender's law, with conditions where needed", Medium;
    A36p3 = "36(3)", "onward transfer only with the sender's authorisation", High;
    A40p1 = "40(1)", "widest measure of mutual legal assistance", High;
    A40p5 = "40(5)", "restrictions on use; exculpatory information", High;
    A40p7 = "40(7)", "another treaty that binds both States goes first", Medium;
    A40p8 = "40(8)", "absence of dual criminality, trivial matters, help available elsewhere", High;
    A40p12 = "40(12)", "central authorities and the channel of requests", High;
    A40p13 = "40(13)", "written record, acceptable language, authenticity", High;
    A40p14 = "40(14)", "electronic transmission with authenticity and security", Medium;
    A40p15a = "40(15)(a)", "identity of the requesting authority", High;
    A40p15b = "40(15)(b)", "subject and nature of the case; authority in charge and its functions", High;
    A40p15c = "40(15)(c)", "summary of the relevant facts", High;
    A40p15d = "40(15)(d)", "assistance sought and any special procedure", High;
    A40p15e = "40(15)(e)", "persons, items and accounts, where possible and appropriate", Medium;
    A40p15f = "40(15)(f)", "period covered, where applicable", Medium;
    A40p15g = "40(15)(g)", "purpose of the evidence", High;
    A40p16 = "40(16)", "further information on request", High;
    A40p17 = "40(17)", "execution under the law of the requested State", High;
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
    A41p1 = "41(1)", "contact point available day and night", High;
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
    A44p1 = "44(1)", "access to, seizure and disclosure of stored data", High;
    A44p3 = "44(3)", "expedited answer", High;
    A60 = "60", "other treaties between the Parties", Medium;
    A65 = "65", "entry into force", High;
    A67 = "67", "denunciation takes effect one year after notice", High;
    A2n = "2(n)", "regional economic integration organisation, within its competence", High;
    A61 = "61", "protocols: only for Parties to the Convention, binding on those that join them", High;
    A62 = "62", "adoption of protocols: a number of Parties first", Medium;
    A63p3 = "63(3)", "declaration of not being bound by the settlement of disputes", High;
    A64p1 = "64(1)", "signature, during the window", High;
    A64p2 = "64(2)", "signature by a regional organisation, after one of its members", High;
    A64p3 = "64(3)", "ratification, acceptance, approval; competence of a regional organisation", High;
    A64p4 = "64(4)", "accession, open to any State", High;
    A65p1 = "65(1)", "general entry into force; an organisation's instrument is not counted", High;
    A65p2 = "65(2)", "entry into force for those that join later", High;
    A66 = "66", "amendments, binding on those that consent", High;
    A68 = "68", "the Secretary-General as depositary", High;
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
