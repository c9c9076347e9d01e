//! A letter, ready to be set: every word of ours in its language, every word of the authorities as data.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::clean::begins_rtl;

/// A letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    /// The language's code.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// What the paper is: "Request for extradition".
    pub title: String,
    /// Its kind: "Request", "Decision", "Certificate", "Refusal", "Communication".
    pub kind: String,
    /// The Convention's name.
    pub convention: String,
    /// Marks at the head: confidential, urgent.
    pub marks: Vec<String>,
    /// Notices in a frame: not in force, draft.
    pub notices: Vec<String>,
    /// The State that speaks.
    pub from: Address,
    /// The State that is spoken to.
    pub to: Address,
    /// Reference, measure, date.
    pub facts: Vec<Row>,
    /// The opening formula.
    pub intro: String,
    /// What is stated before the particulars, where the message itself says it all.
    pub statement: Option<String>,
    /// The numbered paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Further parts with their headings.
    pub parts: Vec<Part>,
    /// The papers that go with the message, where it carries any.
    pub enclosures: Option<Enclosures>,
    /// The closing formula.
    pub closing: String,
    /// Who is responsible, by function.
    pub signatures: Signatures,
    /// How paper and log meet; none for a draft.
    pub authenticity: Option<Authenticity>,
    /// The words at the foot.
    pub foot: Foot,
}

/// A State's block.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Address {
    /// "From" or "To".
    pub label: String,
    /// "Requesting State".
    pub side: String,
    /// The State's code.
    pub state: String,
    /// The authority and how it is reached, one line each.
    pub lines: Vec<Own>,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The label.
    pub label: String,
    /// The provision that asks for this row, where it is a part of that of the paragraph around it.
    pub article: Option<String>,
    /// The value.
    pub value: Vec<Block>,
}

/// A numbered paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paragraph {
    /// The provision that asks for it, for the margin.
    pub article: String,
    /// Its label.
    pub label: String,
    /// What it says.
    pub value: Vec<Block>,
}

/// A part with clauses of ours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

/// The papers that go with the message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enclosures {
    /// The heading.
    pub heading: String,
    /// How they travel.
    pub text: String,
    /// What is known of each, row by row.
    pub papers: Vec<Vec<Row>>,
}

/// A clause of ours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clause {
    /// The provision.
    pub article: String,
    /// The words.
    pub text: String,
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    /// Words of ours.
    Words {
        /// The words.
        text: String,
    },
    /// A paragraph an authority wrote.
    Own(Own),
    /// An item of a list an authority wrote.
    Item(Own),
    /// Numbers, digests and codes: always left to right.
    Code {
        /// The text, broken into groups.
        text: String,
    },
    /// A record: a small table of its own.
    Record {
        /// Its rows.
        rows: Vec<Row>,
    },
}

/// What an authority wrote, with its own direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The text, harmless.
    pub text: String,
}

/// Who is responsible.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signatures {
    /// The heading.
    pub heading: String,
    /// How, and by which function.
    pub rows: Vec<Row>,
    /// That the signatures are electronic.
    pub note: String,
}

/// How paper and log meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Authenticity {
    /// The heading.
    pub heading: String,
    /// The label of the digest.
    pub label: String,
    /// The digest in groups of eight.
    pub groups: Vec<String>,
    /// What the QR code says.
    pub uri: String,
    /// What the QR code is, for those who do not see it.
    pub alt: String,
    /// What to do with it.
    pub text: String,
    /// Where the message stands in the log.
    pub entry: Option<String>,
}

/// The words at the foot of every page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Foot {
    /// The reference.
    pub reference: String,
    /// "Page #P# of #N#".
    pub page: String,
    /// That the authorities' words stand in their own language, where it is another one.
    pub own_words: Option<String>,
    /// That the data are embedded.
    pub attached: String,
}

impl Own {
    /// `ltr` or `rtl`, by its first strong letter.
    pub fn direction(&self) -> &'static str {
        if begins_rtl(&self.text) { "rtl" } else { "ltr" }
    }
}

/// Written with its direction, which may change where letters without a glyph are spelled in numbers.
impl Serialize for Own {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut own = serializer.serialize_struct("Own", 2)?;
        own.serialize_field("text", &self.text)?;
        own.serialize_field("direction", self.direction())?;
        own.end()
    }
}

impl Letter {
    /// Every text of the letter, to be looked at or changed.
    pub(crate) fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut texts = vec![&mut self.title, &mut self.intro, &mut self.closing];
        for address in [&mut self.from, &mut self.to] {
            texts.extend(address.lines.iter_mut().map(|own| &mut own.text));
        }
        let values = self.facts.iter_mut().map(|row| &mut row.value);
        let values = values.chain(self.paragraphs.iter_mut().map(|one| &mut one.value));
        let papers = self.enclosures.iter_mut().flat_map(|all| &mut all.papers);
        let values = values.chain(papers.flatten().map(|row| &mut row.value));
        values
            .flatten()
            .for_each(|block| block_texts(block, &mut texts));
        texts.extend(self.foot.own_words.as_mut());
        texts
    }
}

fn block_texts<'a>(block: &'a mut Block, texts: &mut Vec<&'a mut String>) {
    match block {
        Block::Words { text }
        | Block::Own(Own { text })
        | Block::Item(Own { text })
        | Block::Code { text } => {
            texts.push(text);
        }
        Block::Record { rows } => {
            rows.iter_mut()
                .flat_map(|row| &mut row.value)
                .for_each(|inner| block_texts(inner, texts));
        }
    }
}
