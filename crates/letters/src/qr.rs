//! The envelope's digest as a QR code, drawn as SVG.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use crate::NoLetter;

/// The quiet zone around the code, in modules.
const QUIET: usize = 4;

/// What the code says: a digest that a log can look up.
pub(crate) fn uri(digest: &str) -> String {
    format!("comity:envelope?sha256={digest}")
}

/// The code as one SVG path.
pub(crate) fn svg(text: &str) -> Result<String, NoLetter> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut squares = String::new();
    for (place, _) in code
        .to_colors()
        .into_iter()
        .enumerate()
        .filter(|(_, color)| *color == Color::Dark)
    {
        let (x, y) = (place % width + QUIET, place / width + QUIET);
        // INVARIANT (string): writing to a String cannot fail.
        let _ = write!(squares, "M{x} {y}h1v1h-1z");
    }
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {side} {side}' shape-rendering='crispEdges'><path d='{squares}'/></svg>"
    ))
}
