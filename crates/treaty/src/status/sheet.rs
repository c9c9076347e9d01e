//! A table in CSV (RFC 4180), read strictly: what a lenient reader would mend is a fault here, with its line.

use super::misfit::{InvalidLine, Misfit};

/// Longest table in bytes.
pub const TABLE_BYTES_MAX: usize = 4 << 20;
/// Longest field in characters.
const FIELD_CHARS_MAX: usize = 2000;

/// A row and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub line: u32,
    pub fields: Vec<String>,
}

/// The rows below the heading, and the remarks above it. A row that does not fit the heading is noted and left out.
pub(super) fn read(
    bytes: &[u8],
    heading: &[&str],
    faults: &mut Vec<InvalidLine>,
) -> (Vec<String>, Vec<Row>) {
    let Some(text) = text(bytes, faults) else {
        return (Vec::new(), Vec::new());
    };
    let mut remarks = Vec::new();
    let mut rows = Vec::new();
    let mut headed = false;
    for (line, content) in text.split('\n').zip(1..).map(|(text, line)| (line, text)) {
        let content = content.strip_suffix('\r').unwrap_or(content);
        if content.starts_with('#') {
            remarks.push(content.to_owned());
        } else if !content.is_empty() {
            let Some(fields) = fields(line, content, faults) else {
                continue;
            };
            if headed {
                rows.extend(fitting(line, fields, heading.len(), faults));
            } else {
                headed = true;
                check_heading(line, &fields, heading, faults);
            }
        }
    }
    if !headed {
        faults.push(InvalidLine::new(1, "heading", Misfit::Heading, ""));
    }
    (remarks, rows)
}

fn text<'a>(bytes: &'a [u8], faults: &mut Vec<InvalidLine>) -> Option<&'a str> {
    if bytes.len() > TABLE_BYTES_MAX {
        let found = format!("{} bytes", bytes.len());
        faults.push(InvalidLine::new(1, "file", Misfit::Oversized, &found));
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let lines = before.split(|&byte| byte == b'\n').count();
            let line = u32::try_from(lines).unwrap_or(u32::MAX);
            faults.push(InvalidLine::new(line, "file", Misfit::Encoding, ""));
            None
        }
    }
}

fn check_heading(line: u32, found: &[String], heading: &[&str], faults: &mut Vec<InvalidLine>) {
    if found != heading {
        let found = found.join(",");
        faults.push(InvalidLine::new(line, "heading", Misfit::Heading, &found));
    }
}

fn fitting(
    line: u32,
    fields: Vec<String>,
    columns: usize,
    faults: &mut Vec<InvalidLine>,
) -> Option<Row> {
    if fields.len() == columns {
        return Some(Row { line, fields });
    }
    let found = format!("{} fields", fields.len());
    faults.push(InvalidLine::new(line, "line", Misfit::Columns, &found));
    None
}

/// The fields of one line. A field never goes over the end of its line: no text of a record needs to.
fn fields(line: u32, content: &str, faults: &mut Vec<InvalidLine>) -> Option<Vec<String>> {
    let mut refuse = |misfit| faults.push(InvalidLine::new(line, "line", misfit, content));
    if content.chars().any(char::is_control) {
        refuse(Misfit::Encoding);
        return None;
    }
    let Some(fields) = split(content) else {
        refuse(Misfit::Quoting);
        return None;
    };
    if fields.iter().any(|f| f.chars().count() > FIELD_CHARS_MAX) {
        refuse(Misfit::Oversized);
        return None;
    }
    Some(fields)
}

fn split(content: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = content;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => plain(rest)?,
        };
        fields.push(field);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Some(fields),
            None => return None,
        }
    }
}

fn plain(rest: &str) -> Option<(String, &str)> {
    let (field, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
    (!field.contains('"')).then(|| (field.to_owned(), after))
}

fn unquote(mut rest: &str) -> Option<(String, &str)> {
    let mut field = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        field.push_str(part);
        let Some(doubled) = after.strip_prefix('"') else {
            return Some((field, after));
        };
        field.push('"');
        rest = doubled;
    }
}

/// The fields as one line, without its end.
pub(super) fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = |field: &'a str| {
        if field.starts_with('#') || field.contains([',', '"']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.to_owned()
        }
    };
    let fields: Vec<String> = fields.into_iter().map(quoted).collect();
    fields.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_back() {
        let fields = [
            "plain",
            "",
            "with, comma",
            "with \"quotes\"",
            "# no remark",
            "é",
        ];
        assert_eq!(split(&line(fields)).unwrap(), fields);
    }

    #[test]
    fn what_a_lenient_reader_would_mend() {
        for text in ["\"open", "a\"b", "\"a\"b,c", "\"a\"\""] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn every_fault_is_found_with_its_line() {
        let mut faults = Vec::new();
        let table = b"# a remark\na,b\n1,2\n1\n\"1,2\n1,\x07\n";
        let (remarks, rows) = read(table, &["a", "b"], &mut faults);
        assert_eq!((remarks.len(), rows.len()), (1, 1));
        let found: Vec<_> = faults.iter().map(|f| (f.line, f.misfit)).collect();
        assert_eq!(
            found,
            [
                (4, Misfit::Columns),
                (5, Misfit::Quoting),
                (6, Misfit::Encoding)
            ]
        );
    }
}
