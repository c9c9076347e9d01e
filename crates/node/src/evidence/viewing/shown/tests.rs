use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0";

fn read_as(head: &[u8]) -> Option<&'static str> {
    text(head, true).map(Encoding::name)
}

#[test]
fn four_formats_of_pictures_are_known_by_their_bytes() {
    let known: [(&[u8], &str); 4] = [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"GIF89a\x01\0\x01\0", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
    ];
    for (head, media) in known {
        assert_eq!(picture(head), Some(media));
    }
    for other in [
        &b"<svg xmlns='http://www.w3.org/2000/svg'>"[..],
        b"<html>",
        b"BM",
        b"",
        b"GIF",
        b"%PDF-1.7",
    ] {
        assert_eq!(picture(other), None);
    }
}

#[test]
fn markup_is_a_text_like_any_other() {
    for markup in [
        "<script>alert(1)</script>",
        "<svg onload='alert(1)'/>",
        "<?xml version='1.0'?><svg/>",
    ] {
        assert_eq!(read_as(markup.as_bytes()), Some("UTF-8"));
    }
}

#[test]
fn a_picture_that_unfolds_beyond_measure_is_not_shown() {
    assert!(unfolds(PNG));
    let mut huge = PNG.to_vec();
    huge[16..24].copy_from_slice(&[0, 0xFF, 0xFF, 0xFF, 0, 0xFF, 0xFF, 0xFF]);
    assert!(!unfolds(&huge));
    assert!(!unfolds(&PNG[..12]), "without a size");
}

#[test]
fn charsets_are_found_and_what_is_no_text_is_none() {
    assert_eq!(read_as("Привет, мир".as_bytes()), Some("UTF-8"));
    let (russian, ..) = encoding_rs::WINDOWS_1251
        .encode("Сообщение о переводе средств на счёт, указанный в письме.");
    assert_eq!(read_as(&russian), Some("windows-1251"));
    let (arabic, ..) = encoding_rs::WINDOWS_1256.encode("رسالة إلى صاحب الحساب بشأن تحويل الأموال");
    assert_eq!(read_as(&arabic), Some("windows-1256"));
    let (chinese, ..) = encoding_rs::GBK.encode("关于账户资金转移的通知，请查收附件。");
    assert_eq!(read_as(&chinese), Some("GBK"));
    assert_eq!(read_as(b"\xff\xfeH\0i\0"), Some("UTF-16LE"));
    assert_eq!(read_as(b""), Some("UTF-8"));
    for none in [
        &b"MZ\x90\0\x03"[..],
        b"PK\x03\x04",
        b"\x7fELF\x02",
        b"\xff\xfe\0\0",
    ] {
        assert_eq!(read_as(none), None);
    }
}

#[test]
fn no_character_is_lost_between_two_pages() {
    let page = usize::try_from(PAGE_BYTES).unwrap();
    let text = format!("{}{}", "a".repeat(page - 1), "日本語のテキスト");
    let bytes = text.as_bytes();
    let first = decoded(&bytes[..(page + 3).min(bytes.len())], true, UTF_8);
    let second = decoded(&bytes[page..], false, UTF_8);
    assert_eq!(format!("{first}{second}"), text);
}

#[test]
fn a_text_in_another_charset_than_chosen_still_ends() {
    for encoding in [
        UTF_16LE,
        UTF_16BE,
        encoding_rs::GB18030,
        encoding_rs::ISO_2022_JP,
    ] {
        let odd = [0xFF; 101];
        assert!(decoded(&odd, true, encoding).chars().count() <= 101);
    }
}
