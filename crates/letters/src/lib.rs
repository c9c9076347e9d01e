//! Requests, decisions, certificates and refusals as letters on paper: PDF/A-3a and PDF/UA-1, in the six official languages.
//!
//! ```text
//! JSON ─> Dispatch ─> compose ─> Letter ─> typeset ─> PDF, with the JSON and the envelope's digest in it
//! ```
//!
//! A leaf: the program `comity-letters` is started for one letter, reads JSON, writes PDF, and knows no clock, no network
//! and no file but fonts. Nothing else of the house links the typesetter. What officers wrote reaches the page as data only:
//! the template reads it from a JSON file and never evaluates it.

pub mod dispatch;
pub mod fonts;
pub mod letter;

mod clean;
mod compose;
mod forms;
mod kind;
mod qr;
mod spoken;
mod typeset;
mod value;

pub use compose::compose;
pub use dispatch::Dispatch;
pub use fonts::Fonts;
pub use letter::Letter;
pub use typeset::typeset;

/// The longest input, in bytes.
pub const INPUT_BYTES_MAX: usize = 8 << 20;

/// Why there is no letter.
#[derive(Debug, thiserror::Error)]
pub enum NoLetter {
    /// The input is longer than [`INPUT_BYTES_MAX`].
    #[error("the input is longer than {INPUT_BYTES_MAX} bytes; a letter is made of one message")]
    TooLong,
    /// The input does not read.
    #[error("the input is no dispatch: {0}; see docs/formats/letter.md")]
    Unreadable(#[from] serde_json::Error),
    /// The language is none of the six.
    #[error("`{0}` is no official language; use ar, zh, en, fr, ru or es")]
    Language(String),
    /// No table knows the message.
    #[error("no table says what `{0}` contains")]
    UnknownMessage(String),
    /// The message belongs to another measure than the dispatch names.
    #[error("the message does not belong to `{}`, the measure that the dispatch names", .0.key())]
    OtherMeasure(comity_treaty::Measure),
    /// A font is not there.
    #[error(
        "the font `{family}` is missing; install the Debian package {package}, or name a folder with it in COMITY_FONTS"
    )]
    FontMissing {
        /// The family.
        family: &'static str,
        /// The package that brings it.
        package: &'static str,
    },
    /// Text of some length is in a script that no face can show.
    #[error(
        "the letter holds text in a script that no font here can show, such as U+{:04X}; name a folder with a font for it in COMITY_FONTS", u32::from(*.0)
    )]
    ScriptMissing(char),
    /// A font file cannot be read.
    #[error("{path} cannot be read as a font")]
    Font {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The digest does not fit a QR code.
    #[error("the envelope's digest does not fit a QR code")]
    Qr(#[from] qrcode::types::QrError),
    /// The typesetter refuses.
    #[error("the letter cannot be set: {0}")]
    Typesetting(String),
}

/// The PDF of a dispatch, as the program makes it.
pub fn letter(input: &[u8], fonts_folder: Option<&std::path::Path>) -> Result<Vec<u8>, NoLetter> {
    if input.len() > INPUT_BYTES_MAX {
        return Err(NoLetter::TooLong);
    }
    let dispatch: Dispatch = serde_json::from_slice(input)?;
    let letter = compose(&dispatch)?;
    let fonts = Fonts::for_letter(&letter, fonts_folder)?;
    typeset(&letter, &dispatch, &fonts)
}
