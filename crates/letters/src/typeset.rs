//! A letter as PDF: the template, a world that holds four files and nothing else, and the standards asked for.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::Offset;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp as PdfTime};

use crate::clean::{combines, with_glyphs};
use crate::{Dispatch, Fonts, Letter, NoLetter, qr};

const TEMPLATE: &str = include_str!("template.typ");

/// The PDF of a letter: PDF/A-3a and PDF/UA-1, the dispatch embedded, the same bytes every time.
pub fn typeset(letter: &Letter, dispatch: &Dispatch, fonts: &Fonts) -> Result<Vec<u8>, NoLetter> {
    // A mark on a base of another script can be left without a glyph, which the standard forbids: then without marks.
    let first = set(&spelled(letter, fonts, |_| true), dispatch, fonts);
    match first {
        Err(NoLetter::Typesetting(_)) => set(
            &spelled(letter, fonts, |one| !combines(one)),
            dispatch,
            fonts,
        ),
        done => done,
    }
}

/// The letter with everything spelled out that no face can show.
fn spelled(letter: &Letter, fonts: &Fonts, admitted: impl Fn(char) -> bool) -> Letter {
    let mut known = HashMap::new();
    let mut letter = letter.clone();
    for text in letter.texts_mut() {
        *text = with_glyphs(text, |one| {
            *known
                .entry(one)
                .or_insert_with(|| admitted(one) && fonts.have(one))
        });
    }
    letter
}

fn set(letter: &Letter, dispatch: &Dispatch, fonts: &Fonts) -> Result<Vec<u8>, NoLetter> {
    let desk = Desk::new(letter, dispatch, fonts)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
    let document = output.map_err(|errors| refused(&errors))?;
    typst_pdf::pdf(&document, &options(dispatch)?).map_err(|errors| refused(&errors))
}

fn options(dispatch: &Dispatch) -> Result<PdfOptions, NoLetter> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]);
    let said = dispatch
        .envelope
        .as_ref()
        .map_or("draft", |digest| digest.as_str());
    Ok(PdfOptions {
        ident: Smart::Custom(format!("{} {said} {}", dispatch.matter, dispatch.language)),
        creator: Smart::Custom(Some("Comity".to_owned())),
        timestamp: day(dispatch.at).map(PdfTime::new_utc),
        standards: standards.map_err(|fault| NoLetter::Typesetting(fault.message().to_string()))?,
        ..PdfOptions::default()
    })
}

fn day(at: Timestamp) -> Option<Datetime> {
    let at = Offset::UTC.to_datetime(at);
    let part = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        at.year().into(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

fn refused(errors: &[SourceDiagnostic]) -> NoLetter {
    let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    NoLetter::Typesetting(said.join("; "))
}

/// All that the template can see.
struct Desk<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a Fonts,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl<'a> Desk<'a> {
    fn new(letter: &Letter, dispatch: &Dispatch, fonts: &'a Fonts) -> Result<Self, NoLetter> {
        let mut files = HashMap::from([
            (id("text.json")?, Bytes::new(serde_json::to_vec(letter)?)),
            (
                id("letter.json")?,
                Bytes::new(serde_json::to_vec_pretty(dispatch)?),
            ),
        ]);
        if let Some(authenticity) = &letter.authenticity {
            files.insert(
                id("qr.svg")?,
                Bytes::new(qr::svg(&authenticity.uri)?.into_bytes()),
            );
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book().clone()),
            fonts,
            main: Source::new(id("letter.typ")?, TEMPLATE.to_owned()),
            files,
        })
    }
}

fn id(name: &str) -> Result<FileId, NoLetter> {
    let path = VirtualPath::new(name).map_err(|_| NoLetter::Typesetting(name.to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    /// There is no clock.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
