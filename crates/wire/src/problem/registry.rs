//! Comity's problem registry: one row for each kind of problem.

use std::fmt;

/// Where the types are documented; a type's URI is this followed by its slug.
const BASE: &str = "https://comity.example/problems/";

macro_rules! registry {
    ($($(#[$doc:meta])* $name:ident = $slug:literal, $status:literal, $title:literal;)*) => {
        /// A kind of problem. Slugs are stable: a kind may be added, never renamed or given another meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemType { $($(#[$doc])* $name,)* }

        impl ProblemType {
            /// Every kind, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            const fn row(self) -> (&'static str, u16, &'static str) {
                match self { $(Self::$name => ($slug, $status, $title),)* }
            }
        }
    };
}

registry! {
    /// The particulars do not parse.
    Invalid = "invalid", 422, "The particulars are incomplete or malformed";
    /// A rule refuses.
    Rejected = "rejected", 409, "A rule refuses this act";
    /// Our node failed; try again later.
    Fault = "fault", 500, "The node failed";
    /// Our node cannot answer now.
    Unavailable = "unavailable", 503, "The node cannot answer now";
    /// Nobody signed in.
    Unauthenticated = "unauthenticated", 401, "Sign in first";
    /// The signed-in person may not do this.
    Forbidden = "forbidden", 403, "Your roles do not allow this";
    /// Nothing there, or nothing this caller may know of.
    NotFound = "not-found", 404, "There is no such thing here";
    /// Too many requests.
    TooMany = "too-many", 429, "Too many requests";
    /// The requested range lies outside the package.
    RangeNotSatisfiable = "range-not-satisfiable", 416, "The range lies outside the package";
    /// The evidence was destroyed at the end of its retention.
    Destroyed = "destroyed", 410, "The evidence was destroyed";
    /// The package is not what was sealed, where it comes from.
    Damaged = "damaged", 409, "The package is damaged where it comes from";
    /// Longer than allowed.
    Oversized = "oversized", 413, "The document is too long";
    /// The document ends too early.
    Truncated = "truncated", 400, "The document is cut short";
    /// Not the canonical serialisation, or not the document expected.
    Malformed = "malformed", 400, "The document is malformed";
    /// Another algorithm than the suite's.
    WrongSuite = "wrong-suite", 400, "The signatures are not of the suite";
    /// Another protocol version.
    WrongVersion = "wrong-version", 400, "The protocol version is not spoken here";
    /// The signature does not match.
    Forged = "forged", 403, "The signature does not match";
    /// Nobody we trust holds the key.
    UnknownKey = "unknown-key", 403, "The signing key is not in the directory";
    /// The key is not valid now.
    KeyNotValid = "key-not-valid", 403, "The signing key is not valid now";
    /// The two keys, or key and sender, belong to different holders.
    WrongHolder = "wrong-holder", 403, "The signing keys are not the sender's";
    /// The sender is suspended by the register.
    Suspended = "suspended", 403, "The sender is suspended";
    /// The sender has withdrawn.
    Withdrawn = "withdrawn", 403, "The sender has withdrawn";
    /// Addressed to another State.
    MisAddressed = "mis-addressed", 421, "The envelope is addressed to another State";
    /// Sent in the future.
    ClockSkew = "clock-skew", 400, "The sender's clock is ahead of ours";
    /// An id that was used before for other bytes.
    IdReused = "id-reused", 409, "The envelope's id was used before";
    /// A message before its predecessor.
    OutOfSequence = "out-of-sequence", 409, "An earlier message of this matter is missing";
    /// The request's HTTP signature is missing, stale or wrong.
    RequestSignature = "request-signature", 401, "The request is not validly signed";
}

impl ProblemType {
    /// The slug: last part of the URI, key for translation, label for counters.
    pub const fn slug(self) -> &'static str {
        self.row().0
    }

    /// The HTTP status it is sent with.
    pub const fn status(self) -> u16 {
        self.row().1
    }

    /// One line for people, in English.
    pub const fn title(self) -> &'static str {
        self.row().2
    }

    /// The stable `type` URI.
    pub fn uri(self) -> String {
        format!("{BASE}{}", self.slug())
    }

    /// The kind with this URI.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let slug = uri.strip_prefix(BASE)?;
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

impl fmt::Display for ProblemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
