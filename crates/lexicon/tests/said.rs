//! Every message of the typed procedures has a row in the table, and the row's fields are those the type serialises: a new
//! message without a letter does not compile here, a new field without a label fails.

use std::collections::BTreeSet;

use comity_lexicon::typed::{SPOKEN, Spoken};
use comity_treaty::law::Ground;
use comity_treaty::particulars::{
    Answered, AssistanceDraft, AssistanceParticulars, DataClass, DigestText, Earlier, Field,
    ItemReference, Kind, PreservationParticulars,
};
use comity_treaty::procedure::assistance;
use comity_treaty::procedure::consent::{ConsentAnswer, ConsentQuestion, Wish};
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::procedure::onward::{OnwardAnswer, OnwardQuestion, Recipient};
use comity_treaty::procedure::review::Refusal;
use comity_treaty::{Measure, Message, sample};
use jiff::Timestamp;
use serde_json::Value;

const NUMBER: &str = "0195a1c2-7f3e-7d44-9b1e-3c5a6e8f9012";

/// One of each variant: the match does not compile without a new one.
macro_rules! every {
    ($message:ident: $says:ident { $($variant:ident $fields:tt)* }) => {{
        const fn listed(said: &$says) {
            match said { $($says::$variant { .. } => ()),* }
        }
        let all = [$($says::$variant $fields),*];
        all.iter().for_each(listed);
        all.map(Message::$message).to_vec()
    }};
}

fn at() -> Timestamp {
    "2027-03-09T14:05:00Z".parse().unwrap()
}

fn said() -> String {
    "Said.".to_owned()
}

fn digest() -> DigestText {
    "9f".repeat(32).parse().unwrap()
}

fn refusal() -> Refusal {
    let (ground, reasons) = (Ground::Trivial, said());
    Refusal { ground, reasons }
}

fn answer() -> ConsultationAnswer {
    let (accepted, text) = (true, said());
    ConsultationAnswer { accepted, text }
}

fn asked() -> Box<AssistanceParticulars> {
    let draft = AssistanceDraft {
        answered: vec![Answered {
            asks: said(),
            answer: said(),
        }],
        earlier: vec![Earlier {
            measure: Measure::StoredData,
            outcome: said(),
        }],
        ..sample::real_time_traffic_draft(at(), &sample::seal_key())
    };
    Box::new(AssistanceParticulars::parse(draft).unwrap())
}

fn kept() -> Box<PreservationParticulars> {
    Box::new(PreservationParticulars::parse(sample::preservation_draft(at())).unwrap())
}

fn onward(recipient: Recipient) -> OnwardQuestion {
    OnwardQuestion {
        recipient,
        purpose: said(),
        package: digest(),
    }
}

fn package() -> assistance::SealedPackage {
    assistance::SealedPackage {
        package: NUMBER.parse().unwrap(),
        digest: digest(),
        bytes: 1,
        items: 1,
        data_classes: BTreeSet::new(),
        references: vec![ItemReference {
            digest: digest(),
            custodian: said(),
            description: said(),
        }],
        copies_of_abuse_material: 0,
        sealed_to: sample::seal_key(),
    }
}

fn preservations() -> Vec<Message> {
    use comity_treaty::procedure::preservation::{
        ProviderElsewhere, RequestedSays, RequestingSays, Risk, RiskNotice,
    };
    let mut all = every!(PreservationToRequested: RequestingSays {
        Request { particulars: kept() }
        Answer { text: said(), amended: Some(kept()) }
        RiskDecision { go_on: true, text: said() }
        ConsultationAnswer { answer: answer() }
        ExtensionRequest { until: at(), reasons: said() }
        Enquiry { text: said() }
        Withdrawal { reasons: said() }
    });
    all.extend(every!(PreservationToRequesting: RequestedSays {
        Acknowledgement {}
        Question { text: said() }
        RiskNotice { notice: RiskNotice { risk: Risk::OrderEnds { ends_at: at() }, text: said() } }
        Consultation { about: Concern::Postponement, text: said(), conditions: vec![said()] }
        Ordered { ends_at: at() }
        Preserved { effective_at: at(), expires_at: at() }
        NoData { text: said() }
        OrderRenewed { ends_at: at() }
        ExtensionGranted { expires_at: at() }
        ExtensionRefused { reasons: said() }
        HoldEnded { access: NUMBER.parse().unwrap(), expires_at: Some(at()) }
        ProviderElsewhere { provider: ProviderElsewhere { provider: said(), state: None, path: said(), authority: said() } }
        Refusal { refusal: refusal() }
        EnquiryAnswer { stage: said(), text: said() }
        Lapsed {}
    }));
    all
}

fn assistances() -> Vec<Message> {
    use comity_treaty::procedure::assistance::{
        CollectionNews, LeftOut, NoticeTiming, RequestedSays, RequestingSays,
    };
    let mut all = every!(AssistanceToRequested: RequestingSays {
        Request { particulars: asked() }
        Answer { text: said(), amended: Some(asked()) }
        ConsultationAnswer { answer: answer() }
        ConditionsAnswer { accepted: true, text: said() }
        CallBackAnswer { code: "12345678".into() }
        Enquiry { text: said() }
        RenewalRequest { days: 5, justification: said() }
        SecrecyRenewal { review_on: at(), reason: said() }
        OnwardQuestion { question: onward(Recipient::State { state: sample::requested_state() }) }
        Withdrawal { reasons: said() }
        Received { digest: digest() }
        Faulty { check: said() }
        ConsentQuestion { question: ConsentQuestion { package: digest(), wish: Wish::Retention { until: at() }, reasons: said() } }
        ExculpatoryNotice { text: said(), timing: NoticeTiming::Before }
        Destroyed { digest: digest() }
        Closed { outcome: Some(said()) }
    });
    let question = onward(Recipient::Organisation { name: said() });
    all.push(Message::AssistanceToRequested(
        RequestingSays::OnwardQuestion { question },
    ));
    all.extend(every!(AssistanceToRequesting: RequestedSays {
        Acknowledgement {}
        Question { text: said() }
        Consultation { about: Concern::Postponement, text: said(), conditions: vec![said()] }
        Postponed { review_on: at(), reasons: said() }
        Resumed {}
        SecrecyImpossible { reasons: said() }
        CallBack {}
        ConditionsOffered { conditions: sample::conditions(at()) }
        Refusal { refusal: refusal() }
        Transferred { package: package(), conditions: sample::conditions(at()), manifest: digest(), left_out: vec![LeftOut { part: said(), ground: Some(Ground::Trivial), reasons: said(), data_classes: [DataClass::Content].into() }] }
        CostNotice { text: said() }
        Collection { news: CollectionNews::Started { ends: at() } }
        RenewalRefused { reasons: said() }
        ConsentAnswer { answer: ConsentAnswer { consent: true, text: said() } }
        OnwardAnswer { answer: OnwardAnswer { consent: true, conditions: vec![said()], text: said() } }
        EnquiryAnswer { stage: said(), text: said() }
    }));
    let news = |news: &CollectionNews| match news {
        CollectionNews::Started { .. }
        | CollectionNews::Renewed { .. }
        | CollectionNews::Stopped { .. } => {
            Message::AssistanceToRequesting(RequestedSays::Collection { news: *news })
        }
    };
    all.extend(
        [
            CollectionNews::Renewed { ends: at() },
            CollectionNews::Stopped { at: at() },
        ]
        .iter()
        .map(news),
    );
    all
}

/// The fields of a record, or of each of a list.
const fn records(kind: Kind) -> Option<&'static [Field]> {
    match kind {
        Kind::Record(fields) | Kind::Records(fields) => Some(fields),
        _ => None,
    }
}

/// What is serialised, each key with the place it stands in; what tells variants apart is no field.
fn keys(
    place: &str,
    fields: &[Field],
    document: &serde_json::Map<String, Value>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in document {
        let name = format!("{place}{key}");
        let field = fields.iter().find(|field| field.key == key);
        if let Some(inner) = field.and_then(|field| records(field.kind)) {
            let one = value.as_array().map_or(Some(value), |list| list.first());
            let one = one.and_then(Value::as_object);
            found.extend(
                one.map(|one| keys(&format!("{name}."), inner, one))
                    .unwrap_or_default(),
            );
        }
        found.insert(name);
    }
    found
}

fn table(place: &str, fields: &[Field]) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for field in fields {
        let name = format!("{place}{}", field.key);
        if let Some(inner) = records(field.kind) {
            named.extend(table(&format!("{name}."), inner));
        }
        named.insert(name);
    }
    named
}

#[test]
fn every_message_has_its_row_and_every_row_its_message() {
    let mut met = BTreeSet::new();
    for message in preservations().into_iter().chain(assistances()) {
        let value = serde_json::to_value(&message).unwrap();
        let (row, document) = Spoken::of(&value).unwrap_or_else(|| panic!("no row for {value}"));
        met.insert((row.procedure.key(), row.by, row.says, row.which));
        let mut serialised = keys("", row.fields, document);
        // Asked in a draft only, and never true in what is sent.
        serialised.remove("by_video");
        serialised.remove("amended.by_video");
        for tag in ["about", "says", row.says] {
            if row.within.is_empty() || row.which.is_some() {
                serialised.remove(tag);
            }
        }
        let named = table("", row.fields);
        let unknown: Vec<_> = serialised.difference(&named).collect();
        assert!(unknown.is_empty(), "{}: no field for {unknown:?}", row.says);
        let absent = row.fields.iter().map(|field| field.key);
        let absent: Vec<_> = absent.filter(|key| !serialised.contains(*key)).collect();
        assert!(
            absent.is_empty(),
            "{}: {absent:?} are no longer said",
            row.says
        );
    }
    assert_eq!(met.len(), SPOKEN.len(), "rows that no message has: {met:?}");
}
