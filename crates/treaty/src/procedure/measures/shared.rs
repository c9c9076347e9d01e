//! Fields and rows that several measures share.

use crate::law::{Article, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{By, Owed, Stage, Step};

/// What every opening document contains: its basis and language, who writes it, and the offence that opens the channel.
pub const OPENING: &[Field] = &[
    Field::must(
        "basis",
        Article::A40p7,
        Kind::Basis,
        "the Convention, or the agreement both States recorded",
    )
    .saying("recorded")
    .if_any(),
    Field::must(
        "language",
        Article::A40p13,
        Kind::Language,
        "a language code of two or three small letters, such as fr",
    )
    .saying("code"),
    Field::must(
        "authority",
        Article::A40p15a,
        Kind::Text,
        "the authority that writes, and its functions",
    )
    .saying("functions"),
    Field::must(
        "offence",
        Article::A40p15b,
        Kind::Offence,
        "the offence: statute, maximum penalty, article of the Convention if any",
    )
    .saying("parts"),
    Field::must(
        "secrecy",
        Article::A40p20,
        Kind::Secrecy,
        "why secrecy is needed, and when the need is reviewed",
    )
    .if_any(),
    Field::must(
        "answered",
        Article::A40p15,
        Kind::Records(ANSWERED),
        "what the requested State's law asks of others, each with its answer",
    )
    .if_any(),
];

/// The answer to one sentence of the other State's profile.
const ANSWERED: &[Field] = &[
    Field::must(
        "asks",
        Article::A40p15,
        Kind::Text,
        "the sentence, letter for letter",
    ),
    Field::must("answer", Article::A40p15, Kind::Text, "the answer"),
];

/// What a request for assistance contains besides, Art 40(15).
pub const REQUEST: &[Field] = &[
    Field::must(
        "case",
        Article::A40p15b,
        Kind::Text,
        "subject and nature of the case, and the authority in charge",
    )
    .saying("authority"),
    Field::must(
        "facts",
        Article::A40p15c,
        Kind::Text,
        "a summary of the relevant facts",
    )
    .saying("summary"),
    Field::must(
        "wanted",
        Article::A40p15d,
        Kind::Text,
        "the assistance sought, and any special procedure",
    )
    .saying("procedure"),
    Field::must(
        "purpose",
        Article::A40p15g,
        Kind::Text,
        "what it is sought for",
    )
    .saying("sought"),
];

/// A person, as far as known.
pub const PERSON: &[Field] = &[
    Field::must(
        "identity",
        Article::A40p15e,
        Kind::Text,
        "a name or a description",
    ),
    Field::must(
        "location",
        Article::A40p15e,
        Kind::Text,
        "where the person is",
    )
    .saying("person")
    .if_any(),
    Field::must("nationality", Article::A40p15e, Kind::Text, "nationality")
        .saying("plain")
        .if_any(),
    Field::must(
        "child",
        Article::A21p7,
        Kind::YesNo,
        "whether the person is a child",
    )
    .if_any(),
];

/// A paper that goes with a step: the digest binds it, the copy travels with the letter or as a sealed package.
pub const PAPERS: &[Field] = &[
    Field::must("title", Article::A40p14, Kind::Text, "what the paper is").saying("papers"),
    Field::must(
        "sha256",
        Article::A40p14,
        Kind::Digest,
        "its SHA-256, 64 hexadecimal digits",
    )
    .saying("digits"),
];

/// Ends a matter whose work is done.
pub const fn close(from: &'static [Stage]) -> Step {
    const OUTCOME: &[Field] =
        &[Field::must("outcome", Article::A40p26, Kind::Text, "what came of it").if_any()];
    Step::to(
        Act::Close,
        By::Either,
        from,
        Stage::Closed,
        Article::A40p26,
        OUTCOME,
    )
}

/// Acknowledging, deciding and looking again at what was postponed: owed in every measure that is reviewed.
pub const REVIEW_OWED: [Owed; 3] = [
    Owed::within(
        &[Stage::Sent],
        By::Executing,
        Duty::Acknowledge,
        Period::AcknowledgeAccess,
    ),
    Owed::within(
        &[Stage::UnderReview],
        By::Executing,
        Duty::Decide,
        Period::DecideAccess,
    ),
    Owed::named(
        &[Stage::Postponed],
        By::Executing,
        Duty::ReviewPostponement,
        (Act::Postpone, "review_on"),
        Period::PostponementReview,
    )
    .then(Act::ReturnToReview),
];
