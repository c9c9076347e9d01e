//! The faces letters are set in: Latin, Cyrillic and Arabic come with the program, Chinese comes from the system.

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

use crate::clean::needs_han;
use crate::{Letter, NoLetter};

/// The faces of the program: Noto, SIL Open Font License 1.1, see `fonts/OFL.txt`.
const OURS: &[&[u8]] = &[
    include_bytes!("../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
];

/// The family for Chinese, Japanese and Korean.
pub const HAN: &str = "Noto Serif CJK SC";
const HAN_PACKAGE: &str = "fonts-noto-cjk";
const HAN_FILES: &[&str] = &["NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"];
/// Where distributions put them.
const SYSTEM_FOLDERS: &[&str] = &[
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/local/share/fonts",
];
/// A text of fewer letters is a name, and may be spelled in numbers.
const LETTERS_MIN: usize = 40;
/// A folder of fonts holds no more files than this.
const FILES_MAX: usize = 256;

/// The faces for one letter.
pub struct Fonts {
    faces: Vec<Font>,
    book: FontBook,
}

impl Fonts {
    /// The faces a letter needs. Chinese is loaded only where it is written.
    pub fn for_letter(letter: &Letter, folder: Option<&Path>) -> Result<Self, NoLetter> {
        let mut faces: Vec<Font> = OURS
            .iter()
            .flat_map(|data| Font::iter(Bytes::new(*data)))
            .collect();
        if let Some(folder) = folder {
            faces.extend(all_of(folder)?);
        }
        let mut copy = letter.clone();
        let written = copy.texts_mut().iter().any(|text| needs_han(text));
        if written || letter.language == "zh" {
            let there = faces.iter().any(|face| face.info().family == HAN);
            faces.extend(if there { Vec::new() } else { han()? });
        }
        let book = FontBook::from_fonts(&faces);
        let fonts = Self { faces, book };
        let mut texts = copy.texts_mut().into_iter();
        match texts.find_map(|text| fonts.cannot_show(text)) {
            Some(missing) => Err(NoLetter::ScriptMissing(missing)),
            None => Ok(fonts),
        }
    }

    /// A letter without a glyph, where most letters of the text are: a name may be spelled in numbers, a page may not.
    fn cannot_show(&self, text: &str) -> Option<char> {
        let letters = || text.chars().filter(|letter| letter.is_alphabetic());
        let absent = || letters().filter(|letter| !self.have(*letter));
        let much = letters().count() >= LETTERS_MIN && 2 * absent().count() > letters().count();
        absent().next().filter(|_| much)
    }

    /// Whether some face has a glyph for the letter.
    pub fn have(&self, letter: char) -> bool {
        let number = u32::from(letter);
        self.faces
            .iter()
            .any(|face| face.info().coverage.contains(number))
    }

    pub(crate) const fn book(&self) -> &FontBook {
        &self.book
    }

    pub(crate) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }
}

/// The Chinese faces of the system.
fn han() -> Result<Vec<Font>, NoLetter> {
    let missing = || NoLetter::FontMissing {
        family: HAN,
        package: HAN_PACKAGE,
    };
    let face = |file: &&str| {
        let path = SYSTEM_FOLDERS
            .iter()
            .map(|folder| Path::new(folder).join(file))
            .find(|path| path.exists());
        let data = read(&path.ok_or_else(missing)?)?;
        // A collection holds a face for each region; only one is wanted.
        Font::iter(data)
            .find(|face| face.info().family == HAN)
            .ok_or_else(missing)
    };
    HAN_FILES.iter().map(face).collect()
}

/// Every face in a folder, in the order of the files' names.
fn all_of(folder: &Path) -> Result<Vec<Font>, NoLetter> {
    let fault = |source| NoLetter::Font {
        path: folder.to_owned(),
        source,
    };
    let entries = std::fs::read_dir(folder).map_err(fault)?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .take(FILES_MAX)
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|ending| ["ttf", "otf", "ttc"].iter().any(|one| ending == *one))
    });
    paths.sort();
    let mut faces = Vec::new();
    for path in paths {
        faces.extend(Font::iter(read(&path)?));
    }
    Ok(faces)
}

fn read(path: &Path) -> Result<Bytes, NoLetter> {
    let data = std::fs::read(path).map_err(|source| NoLetter::Font {
        path: path.to_owned(),
        source,
    })?;
    Ok(Bytes::new(data))
}
