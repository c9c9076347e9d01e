//! What headers before an entry say of it: a name or a length that its own header has no room for.

/// Longest of them in bytes: a name, and what a file system keeps beside a file.
pub(super) const MAX_EXTENSION_BYTES: u64 = 1 << 20;

/// Records that change neither what a file holds nor where it lies.
const INDIFFERENT: &[&[u8]] = &[
    b"atime", b"comment", b"ctime", b"gid", b"gname", b"mtime", b"uid", b"uname",
];
/// The same of the tools that write more of them: attributes, flags and access lists.
const INDIFFERENT_BEGIN: &[&[u8]] = &[
    b"LIBARCHIVE.creationtime",
    b"LIBARCHIVE.xattr.",
    b"RHT.security.",
    b"SCHILY.acl.",
    b"SCHILY.dev",
    b"SCHILY.fflags",
    b"SCHILY.ino",
    b"SCHILY.nlink",
    b"SCHILY.xattr.",
];

/// What was said of the next entry.
#[derive(Default)]
pub(super) struct Extension {
    pub name: Option<Vec<u8>>,
    pub length: Option<u64>,
    /// Something was said twice, or that only some tools understand: each would unpack another entry.
    pub unclear: bool,
}

impl Extension {
    /// The long name of GNU: text with one zero behind it. `None` where it was too long to be read.
    pub fn long_name(&mut self, text: Option<&[u8]>) {
        let name = text.map(|text| text.strip_suffix(b"\0").unwrap_or(text));
        match name {
            Some(name) if !name.contains(&0) => self.name(name),
            _ => self.unclear = true,
        }
    }

    /// The records of pax.
    pub fn records(&mut self, text: Option<&[u8]>) {
        let Some(records) = text.and_then(records) else {
            self.unclear = true;
            return;
        };
        for (key, value) in records {
            match key {
                b"path" => self.name(value),
                b"size" => self.length(value),
                key if is_indifferent(key) => {}
                _ => self.unclear = true,
            }
        }
    }

    fn name(&mut self, name: &[u8]) {
        self.unclear |= self.name.is_some() || name.contains(&0);
        self.name = Some(name.to_vec());
    }

    fn length(&mut self, digits: &[u8]) {
        let length = number(digits);
        self.unclear |= self.length.is_some() || length.is_none();
        self.length = length;
    }
}

fn is_indifferent(key: &[u8]) -> bool {
    INDIFFERENT.contains(&key) || INDIFFERENT_BEGIN.iter().any(|begin| key.starts_with(begin))
}

/// `LENGTH KEY=VALUE` and a newline each, where the length counts all of it.
fn records(mut text: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut records = Vec::new();
    while !text.is_empty() {
        let space = text.iter().position(|byte| *byte == b' ')?;
        let length = usize::try_from(number(&text[..space])?).ok()?;
        let record = text.get(space + 1..length)?.strip_suffix(b"\n")?;
        let equals = record.iter().position(|byte| *byte == b'=')?;
        records.push((&record[..equals], &record[equals + 1..]));
        text = &text[length..];
    }
    Some(records)
}

fn number(digits: &[u8]) -> Option<u64> {
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(digits).ok().filter(|_| plain)?;
    text.parse().ok()
}
