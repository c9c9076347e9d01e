//! What a document must contain, written as a table: each field with its paragraph, its kind and whether it must be there.
//! Forms, letters and checks are read from the same rows.

use crate::law::Article;
use crate::law::bounds::Bound;
use crate::sentence::Sentence;

/// Tables of fields, a line a field: key, provision, kind, when it must be there, what is expected; after `as` the name of that
/// sentence, where fields of this key in other tables have another.
macro_rules! tables {
    ($($(#[$doc:meta])* $vis:vis $name:ident = [$($key:literal $article:ident $kind:expr, $need:expr, $expected:literal $(as $own:literal)?;)*];)*) => {
        $(
            $(#[$doc])*
            $vis const $name: &[$crate::particulars::Field] = &[$(
                $crate::particulars::Field {
                    key: $key,
                    paragraph: $crate::law::Article::$article,
                    kind: $kind,
                    need: $need,
                    expected: $expected,
                    own: concat!($($own)?),
                },
            )*];
        )*
    };
}

/// A list of the keys of all values of an enum, in the order of the law's table.
macro_rules! keys {
    ($($name:ident = $all:expr;)*) => {
        $(const $name: &[&str] = &{
            const COUNT: usize = $all.len();
            let mut keys = [""; COUNT];
            let mut place = 0;
            while place < COUNT {
                keys[place] = $all[place].key();
                place += 1;
            }
            keys
        };)*
    };
}

pub(crate) use {keys, tables};

/// One field of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in the document; also the key for translation.
    pub key: &'static str,
    /// The paragraph that asks for it.
    pub paragraph: Article,
    /// What it holds.
    pub kind: Kind,
    /// When it must be there.
    pub need: Presence,
    /// What is expected, in plain words.
    pub expected: &'static str,
    /// What tells that sentence from those of other fields of the same key; empty for the one that goes by the key alone.
    pub own: &'static str,
}

/// When a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Must,
    /// Where it is known, possible or wanted.
    May,
    /// Where another field holds this value.
    If(&'static str, &'static str),
    /// Where another field holds one of these values.
    IfAny(&'static str, &'static [&'static str]),
    /// Where another field holds one of these values, and nowhere else: that field says of which kind the record is.
    Only(&'static str, &'static [&'static str]),
    /// Where it is wanted, and nowhere but where another field holds one of these values.
    MayOnly(&'static str, &'static [&'static str]),
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, up to 32 KiB.
    Text,
    /// A list of texts.
    Texts,
    /// An instant, RFC 3339.
    Instant,
    /// Two instants, `from` and `to`.
    Span,
    /// Yes or no.
    YesNo,
    /// A statement the author makes; anything but yes is a fault.
    Attested,
    /// A whole number between the two, both included.
    Number(u64, u64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One or more of these words.
    Choices(&'static [&'static str]),
    /// A State's code.
    State,
    /// A language code.
    Language,
    /// The number of another matter.
    Matter,
    /// A number of something else, a UUID.
    Uuid,
    /// A SHA-256 digest.
    Digest,
    /// What a request rests on.
    Basis,
    /// The offence.
    Offence,
    /// Secrecy with its reason and review date.
    Secrecy,
    /// A ground for refusing.
    Ground,
    /// What a consultation is about.
    Concern,
    /// The public key that evidence is sealed to.
    SealKey,
    /// One record with these fields.
    Record(&'static [Field]),
    /// A list of records with these fields.
    Records(&'static [Field]),
    /// The opening document of the measure.
    Particulars,
}

impl Kind {
    /// A whole number within a bound of the law's table.
    pub const fn within(bound: Bound) -> Self {
        Self::Number(bound.least as u64, bound.most as u64)
    }
}

impl Field {
    /// A field that must be there.
    pub const fn must(
        key: &'static str,
        paragraph: Article,
        kind: Kind,
        expected: &'static str,
    ) -> Self {
        Self {
            key,
            paragraph,
            kind,
            need: Presence::Must,
            expected,
            own: "",
        }
    }

    /// The same field, whose sentence is another than that of other fields of this key.
    #[must_use]
    pub const fn saying(mut self, own: &'static str) -> Self {
        self.own = own;
        self
    }

    /// What is expected, as a sentence: `expected-reasons`, `expected-reasons.route`.
    pub fn sentence(&self) -> Sentence {
        let key = match self.own {
            "" => format!("expected-{}", self.key),
            own => format!("expected-{}.{own}", self.key),
        };
        Sentence::keyed(key, self.expected)
    }

    /// The same field, where it is known, possible or wanted.
    #[must_use]
    pub const fn if_any(mut self) -> Self {
        self.need = Presence::May;
        self
    }

    /// The same field, needed where the field `key` holds `value`.
    #[must_use]
    pub const fn where_field(mut self, key: &'static str, value: &'static str) -> Self {
        self.need = Presence::If(key, value);
        self
    }
}
