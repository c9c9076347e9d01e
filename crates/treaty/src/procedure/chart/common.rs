//! The steps every measure shares: the paragraphs of Art 40 that the other articles use.

use super::{By, From, Need, Stage, Step};
use crate::law::Article;
use crate::particulars::{Field, Kind};
use crate::permissions::Act;

const TEXT: Field = Field::must(
    "text",
    Article::A40p13,
    Kind::Text,
    "what is said, in writing",
)
.saying("writing");
const REASONS: Field = Field::must(
    "reasons",
    Article::A40p25,
    Kind::Text,
    "the reasons, in writing",
);

/// The stages of a review.
const REVIEW: &[Stage] = &[Stage::UnderReview];

/// That the State to which it is addressed has it, and looks at it.
pub const ACKNOWLEDGING: &[Step] = &[Step::to(
    Act::Acknowledge,
    By::Other,
    &[Stage::Sent],
    Stage::UnderReview,
    Article::A40p26,
    &[],
)];

/// What the State that executes and the other one say to each other in every measure.
pub const DIALOGUE: &[Step] = &[
    Step::stays(
        Act::Ask,
        By::Executing,
        From::Open,
        Article::A40p16,
        &[TEXT],
    ),
    Step::stays(
        Act::AnswerQuestion,
        By::Asking,
        From::Open,
        Article::A40p16,
        &[TEXT],
    ),
    Step::stays(
        Act::Enquire,
        By::Asking,
        From::Any,
        Article::A40p26,
        &[TEXT],
    ),
    Step::stays(
        Act::AnswerEnquiry,
        By::Executing,
        From::Any,
        Article::A40p26,
        &[TEXT],
    ),
    Step::stays(
        Act::DeclareSecrecyImpossible,
        By::Executing,
        From::Any,
        Article::A40p20,
        &[REASONS],
    )
    .needs(&[Need::SecrecyAsked]),
    Step::stays(
        Act::RenewSecrecy,
        By::Opener,
        From::Open,
        Article::A40p20,
        &[
            Field::must(
                "review_on",
                Article::A40p20,
                Kind::Instant,
                "when the need is looked at again",
            )
            .saying("need"),
            Field::must(
                "reason",
                Article::A40p20,
                Kind::Text,
                "why it is still needed",
            )
            .saying("still"),
        ],
    )
    .needs(&[
        Need::SecrecyAsked,
        Need::Ahead("review_on"),
        Need::SecretLonger("review_on"),
    ]),
    Step::stays(
        Act::NotifyCosts,
        By::Executing,
        From::Open,
        Article::A40p30,
        &[
            TEXT,
            Field::must(
                "estimate",
                Article::A40p30,
                Kind::Text,
                "amount and currency",
            )
            .if_any(),
        ],
    ),
    Step {
        act: Act::NotifyPerson,
        by: By::Executing,
        from: From::Any,
        to: super::To::Stays,
        told: false,
        article: Article::A24p2,
        fields: &[Field::must(
            "text",
            Article::A24p2,
            Kind::Text,
            "who was told, how, and of which remedy",
        )
        .saying("remedy")],
        needs: &[Need::SecrecyOver],
        amends: None,
    },
];

/// How the State that executes consults before it refuses or puts off, Art 40(28), or on a disclosure, Art 40(5).
pub const CONSULTING: &[Step] = &[
    Step::stays(
        Act::Consult,
        By::Executing,
        From::Open,
        Article::A40p28,
        &[
            Field::must(
                "about",
                Article::A40p28,
                Kind::Concern,
                "`concern`: refusal with its `ground`, or postponement",
            )
            .saying("concern"),
            TEXT,
            Field::must(
                "conditions",
                Article::A40p28,
                Kind::Texts,
                "the conditions offered, one text each",
            )
            .saying("offered")
            .if_any(),
        ],
    ),
    Step::stays(
        Act::AnswerConsultation,
        By::Asking,
        From::Open,
        Article::A40p28,
        &[
            Field::must(
                "accepted",
                Article::A40p28,
                Kind::YesNo,
                "whether the conditions are accepted",
            ),
            Field::must("text", Article::A40p28, Kind::Text, "remarks")
                .saying("remarks")
                .if_any(),
        ],
    ),
];

/// How a request for assistance is put off, Art 40(27).
pub const POSTPONING: &[Step] = &[
    Step::to(
        Act::Postpone,
        By::Executing,
        REVIEW,
        Stage::Postponed,
        Article::A40p27,
        &[
            Field::must(
                "review_on",
                Article::A40p27,
                Kind::Instant,
                "when it is looked at again",
            ),
            REASONS,
        ],
    )
    .needs(&[Need::Ahead("review_on"), Need::ConsultedOnPostponement]),
    looked_at_again(&[Stage::Postponed], Article::A40p27),
];

/// How a measure with a list of grounds is refused.
pub const REFUSING: &[Step] = &[Step::to(
    Act::Refuse,
    By::Executing,
    REVIEW,
    Stage::Refused,
    Article::A40p25,
    &[
        Field::must(
            "ground",
            Article::A40p21b,
            Kind::Ground,
            "a ground this measure's articles name",
        )
        .saying("measure"),
        REASONS,
    ],
)
.needs(&[Need::Ground])];

/// How a measure in which taking part is voluntary is declined, at these stages: a reason is owed by courtesy, a ground is not.
pub const fn declining(from: &'static [Stage], article: Article) -> Step {
    const WHY: &[Field] = &[REASONS];
    Step::to(Act::Decline, By::Other, from, Stage::Declined, article, WHY)
}

/// The stages before anything is agreed.
pub const UNDECIDED: &[Stage] = &[Stage::Sent, Stage::UnderReview];

/// How a decision that was taken but not carried out is looked at again: a witness is not found, a consent is taken back.
pub const fn looked_at_again(from: &'static [Stage], article: Article) -> Step {
    const WHY: &[Field] = &[Field::must(
        "text",
        Article::A40p26,
        Kind::Text,
        "why it is looked at again",
    )
    .saying("again")
    .if_any()];
    Step::to(
        Act::ReturnToReview,
        By::Executing,
        from,
        Stage::UnderReview,
        article,
        WHY,
    )
}

/// The stages at which something has an effect in the world: property is frozen, a person is detained or abroad, a team works.
/// Saying that help is no longer needed ends nothing there; what has an effect is undone by its own step.
const IN_EFFECT: &[Stage] = &[
    Stage::Frozen,
    Stage::LiftProposed,
    Stage::ConfiscationSought,
    Stage::Confiscated,
    Stage::DisposalProposed,
    Stage::ProvisionalArrest,
    Stage::FormalReceived,
    Stage::Granted,
    Stage::Present,
    Stage::FreeToLeave,
    Stage::SafeConductEnded,
    Stage::Active,
    Stage::AmendmentProposed,
    Stage::Concluding,
    Stage::InSession,
];

/// The stages at which the help was given: there is nothing left to withdraw.
const DONE: &[Stage] = &[
    Stage::Disclosed,
    Stage::Withheld,
    Stage::FollowedUp,
    Stage::Delivered,
    Stage::Answered,
    Stage::Converted,
    Stage::Lifted,
    Stage::Disposed,
    Stage::Surrendered,
    Stage::ProsecutionTakenUp,
    Stage::SentenceEnforced,
    Stage::PersonTransferred,
    Stage::FileHandedOver,
    Stage::Concluded,
    Stage::Heard,
    Stage::PersonReturned,
    Stage::NoHit,
    Stage::LeadAgreed,
];

impl Stage {
    /// Whether something has an effect in the world at this stage.
    pub(super) fn in_effect(self) -> bool {
        IN_EFFECT.contains(&self)
    }
}

/// How the State that opened a matter says that help is no longer needed, Art 40(26).
pub const OPENER_ENDS: &[Step] = &withdrawal(By::Opener);

/// How the State for which it is done says so where the other one opened the matter.
pub const ASKING_ENDS: &[Step] = &withdrawal(By::Asking);

const fn withdrawal(by: By) -> [Step; 2] {
    const WHY: &[Field] = &[REASONS];
    let waits = Step::stays(Act::Withdraw, by, From::At(IN_EFFECT), Article::A40p26, WHY);
    let ends = Step {
        act: Act::Withdraw,
        by,
        from: From::OpenBut(DONE),
        to: super::To::Stage(Stage::Withdrawn),
        told: true,
        article: Article::A40p26,
        fields: WHY,
        needs: &[],
        amends: None,
    };
    [waits, ends]
}
