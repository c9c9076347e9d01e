//! Decimal numbers as C2SP writes them: ASCII digits, no sign, no leading zero.

use crate::tile::MAX_TREE_SIZE;

/// Reads a tree size or index. `None` unless the text is the one canonical
/// spelling of a number from 0 to [`MAX_TREE_SIZE`].
pub(crate) fn parse_size(text: &str) -> Option<u64> {
    parse_u64(text).filter(|&number| number <= MAX_TREE_SIZE)
}

fn parse_u64(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (canonical && digits).then(|| text.parse().ok()).flatten()
}
