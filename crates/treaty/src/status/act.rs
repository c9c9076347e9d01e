//! What a line of the depositary's record says: one act, of one State, on one day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EntryTerms, Provision, When};
use crate::law::Confidence;
use crate::party::StateCode;

/// How a State expresses its consent to be bound, Art 64(3) and (4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentKind {
    /// After signature.
    Ratification,
    /// After signature.
    Acceptance,
    /// After signature.
    Approval,
    /// Without signature.
    Accession,
}

impl InstrumentKind {
    /// Whether only a signatory can deposit it, Art 64(3).
    pub const fn needs_signature(self) -> bool {
        !matches!(self, Self::Accession)
    }

    /// The word the table has for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ratification => "ratification",
            Self::Acceptance => "acceptance",
            Self::Approval => "approval",
            Self::Accession => "accession",
        }
    }
}

/// What a reservation does to its provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The provision does not apply.
    Excludes,
    /// It applies as the reservation says.
    Modifies,
}

impl Effect {
    /// The word the table has for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Excludes => "excludes",
            Self::Modifies => "modifies",
        }
    }
}

/// An act of the depositary's record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum DepositaryAct {
    /// The Convention was signed, Art 64(1) and (2). No consent to be bound.
    Signature,
    /// An instrument was deposited, Art 64(3) and (4).
    Instrument {
        /// Of which kind.
        kind: InstrumentKind,
    },
    /// An instrument was taken back before it had its effect.
    InstrumentWithdrawal,
    /// A reservation was made.
    Reservation {
        /// To which provision.
        provision: Provision,
        /// What it does to it.
        effect: Effect,
        /// What it says, in our words.
        text: String,
    },
    /// A reservation was withdrawn.
    ReservationWithdrawal {
        /// The provision it was made to, written as it was.
        provision: Provision,
    },
    /// A declaration that changes no obligation.
    Declaration {
        /// The provision it is about, where it is about one.
        provision: Option<Provision>,
        /// What it says, in our words.
        text: String,
    },
    /// An objection to another State's reservation.
    Objection {
        /// The State that made the reservation.
        to: StateCode,
        /// The provision the reservation was made to.
        provision: Provision,
        /// Whether the Convention shall not enter into force between the two.
        precluding: bool,
        /// What it says, in our words.
        text: String,
    },
    /// An objection was withdrawn.
    ObjectionWithdrawal {
        /// The State that made the reservation.
        to: StateCode,
        /// The provision the reservation was made to.
        provision: Provision,
    },
    /// A regional organisation declared its competence, Art 64(3) and (4).
    Competence {
        /// What it covers, in our words.
        text: String,
    },
    /// The notice of denunciation was received, Art 67.
    Denunciation,
    /// A Party proposed an amendment, Art 66.
    AmendmentProposal {
        /// The amendment's name in the table.
        instrument: String,
    },
    /// The Conference adopted it.
    AmendmentAdoption {
        /// The amendment's name in the table.
        instrument: String,
    },
    /// A Party consented to it.
    AmendmentConsent {
        /// The amendment's name in the table.
        instrument: String,
    },
    /// The Conference adopted a protocol, Arts 61 and 62.
    ProtocolAdoption {
        /// The protocol's name in the table.
        instrument: String,
        /// How it enters into force, from its own final clauses.
        entry: EntryTerms,
    },
    /// A Party consented to be bound by it.
    ProtocolConsent {
        /// The protocol's name in the table.
        instrument: String,
    },
}

/// The parts of an act, one for each column that not every act uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The other State.
    pub other: Option<StateCode>,
    /// The amendment's or protocol's name.
    pub instrument: Option<&'a str>,
    /// The provision.
    pub provision: Option<Provision>,
    /// The effect, as the column writes it.
    pub effect: Option<String>,
    /// The text.
    pub text: Option<&'a str>,
}

impl DepositaryAct {
    /// The act, as the column `act` writes it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Instrument { kind } => kind.key(),
            Self::InstrumentWithdrawal => "instrument_withdrawal",
            Self::Reservation { .. } => "reservation",
            Self::ReservationWithdrawal { .. } => "reservation_withdrawal",
            Self::Declaration { .. } => "declaration",
            Self::Objection { .. } => "objection",
            Self::ObjectionWithdrawal { .. } => "objection_withdrawal",
            Self::Competence { .. } => "competence",
            Self::Denunciation => "denunciation",
            Self::AmendmentProposal { .. } => "amendment_proposal",
            Self::AmendmentAdoption { .. } => "amendment_adoption",
            Self::AmendmentConsent { .. } => "amendment_consent",
            Self::ProtocolAdoption { .. } => "protocol_adoption",
            Self::ProtocolConsent { .. } => "protocol_consent",
        }
    }

    /// Its parts, column by column.
    pub fn parts(&self) -> Parts<'_> {
        let mut parts = Parts::default();
        match self {
            Self::Signature
            | Self::Instrument { .. }
            | Self::InstrumentWithdrawal
            | Self::Denunciation => {}
            Self::Reservation {
                provision,
                effect,
                text,
            } => {
                parts.provision = Some(*provision);
                parts.effect = Some(effect.key().into());
                parts.text = Some(text);
            }
            Self::ReservationWithdrawal { provision } => parts.provision = Some(*provision),
            Self::Declaration { provision, text } => {
                (parts.provision, parts.text) = (*provision, Some(text.as_str()));
            }
            Self::Objection {
                to,
                provision,
                precluding,
                text,
            } => {
                (parts.other, parts.provision) = (Some(*to), Some(*provision));
                let effect = if *precluding {
                    "precluding"
                } else {
                    "not_precluding"
                };
                (parts.effect, parts.text) = (Some(effect.into()), Some(text.as_str()));
            }
            Self::ObjectionWithdrawal { to, provision } => {
                (parts.other, parts.provision) = (Some(*to), Some(*provision));
            }
            Self::Competence { text } => parts.text = Some(text),
            Self::AmendmentProposal { instrument }
            | Self::AmendmentAdoption { instrument }
            | Self::AmendmentConsent { instrument }
            | Self::ProtocolConsent { instrument } => parts.instrument = Some(instrument),
            Self::ProtocolAdoption { instrument, entry } => {
                parts.instrument = Some(instrument);
                parts.effect = Some(entry.to_string());
            }
        }
        parts
    }

    /// Where it goes among the acts of one State on one day: signature, what ends, consent, what needs consent.
    pub(super) const fn rank(&self) -> u8 {
        match self {
            Self::Signature => 0,
            Self::InstrumentWithdrawal
            | Self::ReservationWithdrawal { .. }
            | Self::ObjectionWithdrawal { .. } => 1,
            Self::Instrument { .. } => 2,
            _ => 3,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Where it stands: the line of the table it was read from, from 1.
    pub line: u32,
    /// Whose act; `None` where the Conference acted.
    pub state: Option<StateCode>,
    /// The act.
    #[serde(flatten)]
    pub act: DepositaryAct,
    /// When it was done, as far as known.
    pub date: When,
    /// The day the source is of: the record may be out of date after it.
    pub as_of: Date,
    /// Who says so.
    pub source: String,
    /// How sure we are.
    pub confidence: Confidence,
}

impl Record {
    /// The day the act counts from: the last it can have been, or the day of the source where no date is known.
    pub fn counts_from(&self) -> Date {
        self.date.latest().unwrap_or(self.as_of)
    }
}
