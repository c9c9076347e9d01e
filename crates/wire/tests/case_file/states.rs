//! Fictional States, their register and the witnesses, with fixed keys. Seeds of repeated bytes: never for anything else.

use comity_custody::NoteSigner;
use comity_treaty::{PartyFacts, StateCode};
use comity_wire::case_file::{Place, Policy, PolicyFile};
use comity_wire::envelope::Standing;
use comity_wire::keys::{KeySeeds, PublicKeys, SigningKeys, Validity};
use comity_wire::statement::{
    EntityConfiguration, EntityId, HistoricalKeys, Metadata, NodeMetadata, Party,
    SubordinateStatement,
};
use jiff::Timestamp;

use super::defect::Defect;
use super::log::Log;
use super::memory::Memory;

pub const NOW: &str = "2026-11-24T12:00:00Z";
/// After the verification, and as much as no clocks differ.
pub const LATER: &str = "2026-11-24T12:06:00Z";
const MADE: &str = "2026-11-01T00:00:00Z";
const ENDS: &str = "2026-12-31T00:00:00Z";

pub fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub fn code(text: &str) -> StateCode {
    text.parse().expect("a State code")
}

pub fn keys(number: u8) -> SigningKeys {
    SigningKeys::from_seeds(&KeySeeds {
        ed25519: [number; 32],
        ml_dsa_65: [number.wrapping_add(100); 32],
    })
}

/// A State's node.
pub struct Node {
    pub code: StateCode,
    pub keys: SigningKeys,
    /// Keys it signed with until [`Node::ROLLED_OVER`].
    pub former: SigningKeys,
    pub log: Log,
    pub cosigner: NoteSigner,
}

impl Node {
    pub const ROLLED_OVER: &'static str = "2026-09-02T00:00:00Z";

    pub fn new(name: &str, number: u8) -> Self {
        let domain = format!("{}.example", name.to_lowercase());
        let cosigner =
            NoteSigner::cosigner_ed25519(&format!("{domain}/witness"), &[number + 60; 32]);
        Self {
            code: code(name),
            keys: keys(number),
            former: keys(number + 20),
            log: Log::new(
                &format!("{domain}/log"),
                number + 40,
                300 + 10 * u32::from(number),
            ),
            cosigner: cosigner.expect("a name"),
        }
    }

    fn id(&self) -> EntityId {
        format!("https://{}.example", self.code.as_str().to_lowercase())
            .parse()
            .expect("an identifier")
    }

    fn metadata(&self) -> Metadata {
        let node = NodeMetadata {
            state: self.code,
            name: format!("State {}", self.code),
            endpoint: self.id().to_string(),
            tls_certificate: None,
            log: self.log.signer.verifier().to_string(),
            cosigner: self.cosigner.verifier().to_string(),
            recipient: String::new(),
        };
        Metadata {
            comity_node: Some(node),
            federation_entity: None,
        }
    }

    fn configuration(&self, iat: Timestamp, exp: Timestamp) -> Vec<u8> {
        let own = EntityConfiguration {
            iss: self.id(),
            sub: self.id(),
            iat,
            exp,
            jwks: self.keys.public().clone(),
            authority_hints: vec![register_id()],
            metadata: self.metadata(),
            trust_marks: Vec::new(),
        };
        own.seal(&self.keys).expect("canonical")
    }

    fn subordinate(&self, iat: Timestamp, exp: Timestamp, signer: &SigningKeys) -> Vec<u8> {
        let statement = SubordinateStatement {
            iss: register_id(),
            sub: self.id(),
            iat,
            exp,
            jwks: self.keys.public().clone(),
            metadata: self.metadata(),
            trust_marks: Vec::new(),
            comity_party: Party {
                standing: Standing::Active,
                facts: PartyFacts::unknown(self.code),
            },
        };
        statement.seal(signer).expect("canonical")
    }

    fn historical(&self, signer: &SigningKeys) -> Vec<u8> {
        let ended = Validity {
            expires: Some(time(Self::ROLLED_OVER)),
            ..Validity::default()
        };
        let former: PublicKeys = self.former.public().clone().valid(ended);
        let list = HistoricalKeys {
            iss: self.id(),
            iat: time(MADE),
            keys: former.iter().cloned().collect(),
        };
        list.seal(signer).expect("canonical")
    }
}

pub fn register_id() -> EntityId {
    "https://register.example".parse().expect("an identifier")
}

/// The statements of the register and of both States.
pub fn statements(case: &mut Memory, nodes: [&Node; 2], defect: Option<Defect>) {
    let (made, ends) = (time(MADE), time(ENDS));
    let register = keys(if defect == Some(Defect::OtherRegister) {
        99
    } else {
        50
    });
    let own = EntityConfiguration {
        iss: register_id(),
        sub: register_id(),
        iat: time("2026-08-01T00:00:00Z"),
        exp: ends,
        jwks: register.public().clone(),
        authority_hints: Vec::new(),
        metadata: Metadata::default(),
        trust_marks: Vec::new(),
    };
    case.put(
        Place::Register.path(),
        own.seal(&register).expect("canonical"),
    );
    for node in nodes {
        let blamed = node.code == code("XBB");
        let defect = defect.filter(|_| blamed);
        let (iat, exp) = match defect {
            Some(Defect::StatementEndedBeforeSending) => {
                (time("2026-08-01T00:00:00Z"), time("2026-09-03T00:00:00Z"))
            }
            Some(Defect::StatementFromTheFuture) => (time("2026-11-25T00:00:00Z"), ends),
            _ => (made, ends),
        };
        let configured = if defect == Some(Defect::StatementsNeverTogether) {
            time("2026-10-31T00:00:00Z")
        } else {
            exp
        };
        let signer = if defect == Some(Defect::VouchedForByItself) {
            &node.keys
        } else {
            &register
        };
        case.put(
            Place::Subordinate(node.code).path(),
            node.subordinate(iat, exp, signer),
        );
        let own = node.configuration(
            iat.min(configured - jiff::SignedDuration::from_hours(1)),
            configured,
        );
        case.put(Place::Configuration(node.code).path(), own);
        let lister = if defect == Some(Defect::FormerKeysByAStranger) {
            keys(98)
        } else {
            keys(node_number(node))
        };
        case.put(
            Place::Historical(node.code).path(),
            node.historical(&lister),
        );
    }
}

fn node_number(node: &Node) -> u8 {
    if node.code == code("XAA") { 1 } else { 2 }
}

/// The witnesses of the court's policy: one post-quantum, one not.
pub fn witnesses() -> [NoteSigner; 2] {
    [
        NoteSigner::cosigner_ml_dsa_44("xcc.example/witness", &[71; 32]).expect("a name"),
        NoteSigner::cosigner_ed25519("xdd.example/witness", &[72; 32]).expect("a name"),
    ]
}

/// What the court relies on.
pub fn policy_file(nodes: [&Node; 2]) -> PolicyFile {
    let [one, two] = witnesses();
    let [a, b] = nodes.map(|node| node.log.signer.verifier().to_string());
    let (one, two, own) = (one.verifier(), two.verifier(), nodes[1].cosigner.verifier());
    let lines = format!(
        "log {a}\nlog {b}\nwitness xcc {one}\nwitness xdd {two}\nwitness xbb {own}\n\
         group two 2 xcc xdd xbb\nquorum two\n"
    );
    PolicyFile::new(keys(50).public(), &lines)
}

pub fn policy(nodes: [&Node; 2]) -> Policy {
    policy_file(nodes).try_into().expect("a policy")
}
