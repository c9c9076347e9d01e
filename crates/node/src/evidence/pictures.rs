//! Whether a file shows or plays something, by how it begins. A name can be given to anything; these bytes are what a viewer
//! or a player goes by.

/// How much of a file's beginning decides.
pub(super) const HEAD_BYTES: u64 = 1024;

/// Beginnings that are followed by anything.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"II+\0", "a TIFF picture"),
    (b"MM\0+", "a TIFF picture"),
    (b"IIU\0", "a camera's picture"),
    (b"IIRO", "a camera's picture"),
    (b"FUJIFILMCCD-RAW", "a camera's picture"),
    (b"8BPS", "a Photoshop picture"),
    (b"gimp xcf", "a GIMP picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\0\0\x01\0", "an icon"),
    (b"\0\0\x01\xba", "an MPEG film"),
    (b"\0\0\x01\xb3", "an MPEG film"),
    (b"\x1a\x45\xdf\xa3", "a Matroska or WebM film"),
    (b"FLV\x01", "a Flash film"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media film"),
    (b".RMF", "a RealMedia film"),
];

/// What the file is, where it is a picture or a film.
pub(super) fn shown_by(head: &[u8]) -> Option<&'static str> {
    let plain = BEGINNINGS
        .iter()
        .find(|(begins, _)| head.starts_with(begins));
    plain
        .map(|(_, what)| *what)
        .or_else(|| in_a_container(head))
        .or_else(|| bitmap(head))
        .or_else(|| transport_stream(head))
        .or_else(|| drawing(head))
}

/// Containers that name what is in them a few bytes further on.
fn in_a_container(head: &[u8]) -> Option<&'static str> {
    let kind = head.get(8..12);
    match head.get(4..8)? {
        b"ftyp" if matches!(kind, Some(b"M4A " | b"M4B ")) => None,
        b"ftyp" if matches!(kind, Some(b"heic" | b"heix" | b"mif1" | b"avif" | b"crx ")) => {
            Some("a HEIF, AVIF or camera's picture")
        }
        b"ftyp" | b"moov" | b"mdat" | b"wide" => Some("an MP4 or QuickTime film"),
        _ if head.starts_with(b"RIFF") && kind == Some(b"WEBP") => Some("a WebP picture"),
        _ if head.starts_with(b"RIFF") && kind == Some(b"AVI ") => Some("an AVI film"),
        _ if head.starts_with(b"OggS") && head.get(29..35) == Some(b"theora") => {
            Some("a Theora film")
        }
        _ => None,
    }
}

/// Two letters are also how a text may begin, so the length of the header that follows them has to be one there is.
fn bitmap(head: &[u8]) -> Option<&'static str> {
    let header = u32::from_le_bytes(head.get(14..18)?.try_into().ok()?);
    let known = matches!(header, 12 | 40 | 52 | 56 | 64 | 108 | 124);
    (head.starts_with(b"BM") && known).then_some("a bitmap picture")
}

/// Packets of 188 bytes, or of 192 with a time before each, begin with the same byte.
fn transport_stream(head: &[u8]) -> Option<&'static str> {
    let steady = |first: usize, step: usize| {
        (0..3).all(|number| head.get(first + number * step) == Some(&0x47))
    };
    (steady(0, 188) || steady(4, 192)).then_some("an MPEG transport stream")
}

/// A drawing in XML may hold a picture.
fn drawing(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head);
    let markup = text.trim_start_matches('\u{FEFF}').trim_start();
    let declared = markup.starts_with("<?xml") || markup.starts_with("<!");
    (markup.starts_with("<svg") || declared && markup.contains("<svg")).then_some("an SVG drawing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_films_are_known_by_how_they_begin() {
        let mut stream = vec![0; 600];
        for at in [0, 188, 376] {
            stream[at] = 0x47;
        }
        let mut bitmap = b"BM\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        bitmap.extend([40, 0, 0, 0]);
        let shown: [&[u8]; 10] = [
            b"\x89PNG\r\n\x1a\nand so on",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            b"RIFF\x10\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypheic",
            b"\0\0\0\x18ftypisom",
            b"\x1a\x45\xdf\xa3webm",
            b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">",
            b"\xef\xbb\xbf <svg>",
            &stream,
            &bitmap,
        ];
        for head in shown {
            assert!(
                shown_by(head).is_some(),
                "{}",
                String::from_utf8_lossy(head)
            );
        }
    }

    #[test]
    fn texts_and_sounds_are_neither() {
        let neither: [&[u8]; 10] = [
            b"",
            b"B",
            b"BMW sold: 3 cars, see the list below.",
            b"From: a\n\nhello\n",
            b"GIF is a format of pictures",
            b"RIFF\x10\0\0\0WAVEfmt ",
            b"\0\0\0\x18ftypM4A ",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"<html><body>svg</body></html>",
        ];
        for head in neither {
            assert_eq!(shown_by(head), None, "{}", String::from_utf8_lossy(head));
        }
    }
}
