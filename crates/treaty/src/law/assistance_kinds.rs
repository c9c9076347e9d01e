//! The thirteen kinds of assistance of Art 40(3): which measure serves each, what a request for it must contain, and what
//! comes back.

use serde::{Deserialize, Serialize};

use super::{Article, Measure};

/// What Art 40(15)(c), (e) and (f) ask for only where it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// (c) A summary of the facts.
    Facts,
    /// (e) The persons concerned.
    Persons,
    /// (e) What is to be searched, examined, copied or traced: objects, sites, records, property.
    Items,
    /// (e) Accounts, the system, or a preservation that names them.
    Accounts,
    /// (e) Exactly one account.
    OneAccount,
    /// (e) The documents to be served.
    Documents,
    /// (f) The classes of data, and the period for those that arise over time.
    Data,
    /// 45(3)(c) to (f) What is to be collected as it arises, why, and for how long.
    Collection,
}

macro_rules! kinds {
    ($($name:ident = $key:literal, $letter:literal, $article:ident, $measure:ident, [$($need:ident),*], $does:literal, $product:literal;)*) => {
        /// A kind of assistance, Art 40(3).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum AssistanceKind {
            $(#[doc = $does] #[serde(rename = $key)] $name,)*
        }

        impl AssistanceKind {
            /// Every kind, in the order of the letters.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised; also the key for translation.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The letter of Art 40(3).
            pub const fn letter(self) -> char {
                match self { $(Self::$name => $letter),* }
            }

            /// The provision.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// The measure that serves it.
            pub const fn measure(self) -> Measure {
                match self { $(Self::$name => Measure::$measure),* }
            }

            /// What a request for it must contain beyond what every request contains.
            pub const fn needs(self) -> &'static [Need] {
                match self { $(Self::$name => &[$(Need::$need),*]),* }
            }

            /// What it is, in a few words.
            pub const fn does(self) -> &'static str {
                match self { $(Self::$name => $does),* }
            }

            /// What comes back, sealed as a package.
            pub const fn product(self) -> &'static str {
                match self { $(Self::$name => $product),* }
            }
        }
    };
}

kinds! {
    Statement = "statement", 'a', A40p3a, Assistance, [Facts, Persons], "Taking evidence or a statement from a person.", "the transcript";
    Service = "service", 'b', A40p3b, Assistance, [Persons, Documents], "Serving judicial documents.", "the certificate of service";
    SearchAndSeizure = "search_and_seizure", 'c', A40p3c, Assistance, [Facts, Items], "Searching places, seizing or freezing things that are evidence.", "the record and what was found";
    StoredData = "stored_data", 'd', A40p3d, StoredData, [Facts, Accounts, Data], "Searching, seizing or disclosing stored electronic data.", "the data";
    RealTimeTraffic = "real_time_traffic", 'e', A40p3e, RealTimeTraffic, [Facts, OneAccount, Data, Collection], "Collecting traffic data as they arise.", "the data collected";
    ContentInterception = "content_interception", 'f', A40p3f, ContentInterception, [Facts, OneAccount, Data, Collection], "Intercepting content data as they arise.", "the data collected";
    Examination = "examination", 'g', A40p3g, Assistance, [Facts, Items], "Examining objects and sites.", "the report";
    Information = "information", 'h', A40p3h, Assistance, [Facts], "Providing information, evidence or an expert's evaluation.", "the information or the evaluation";
    Records = "records", 'i', A40p3i, Assistance, [Facts, Items], "Providing originals or certified copies of records.", "the records or certified copies";
    Tracing = "tracing", 'j', A40p3j, Assistance, [Facts, Items], "Identifying or tracing proceeds, property or instrumentalities as evidence.", "the report";
    Appearance = "appearance", 'k', A40p3k, PersonalAppearance, [], "Arranging the voluntary appearance of a person.", "the appearance";
    RecoveryOfProceeds = "recovery_of_proceeds", 'l', A40p3l, AssetRecovery, [], "Recovering proceeds of crime.", "the property";
    Other = "other", 'm', A40p3m, Assistance, [Facts], "Anything else the requested State's law allows.", "the record of what was done";
}

impl AssistanceKind {
    /// Whether its product is evidence, so that the procedure of Art 40 serves it; otherwise another measure does.
    pub const fn yields_evidence(self) -> bool {
        is_evidence(self.measure())
    }
}

/// The measures one procedure serves: those whose product is evidence, or a record of what was done.
pub const EVIDENCE: [Measure; 4] = [
    Measure::StoredData,
    Measure::Assistance,
    Measure::RealTimeTraffic,
    Measure::ContentInterception,
];

/// Whether the product of the measure is evidence.
pub const fn is_evidence(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::StoredData
            | Measure::Assistance
            | Measure::RealTimeTraffic
            | Measure::ContentInterception
    )
}

/// Whether data are collected as they arise, Arts 45 and 46.
pub const fn is_real_time(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::RealTimeTraffic | Measure::ContentInterception
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_kinds_in_the_order_of_the_letters() {
        let letters: String = AssistanceKind::ALL.iter().map(|k| k.letter()).collect();
        assert_eq!(letters, "abcdefghijklm");
        for kind in AssistanceKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
            let reference = format!("40(3)({})", kind.letter());
            assert_eq!(kind.article().reference(), reference);
        }
    }

    #[test]
    fn only_service_of_documents_goes_without_facts() {
        for kind in AssistanceKind::ALL.iter().filter(|k| k.yields_evidence()) {
            let facts = kind.needs().contains(&Need::Facts);
            assert_eq!(facts, *kind != AssistanceKind::Service, "{}", kind.key());
        }
    }
}
