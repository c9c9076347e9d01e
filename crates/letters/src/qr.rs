//! The envelope's digest as a QR code, drawn as SVG.

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
    let dark = code
        .to_colors()
        .into_iter()
        .enumerate()
        .filter(|(_, color)| *color == Color::Dark);
    let squares: String = dark
        .map(|(place, _)| {
            format!(
                "M{} {}h1v1h-1z",
                place % width + QUIET,
                place / width + QUIET
            )
        })
        .collect();
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {side} {side}' shape-rendering='crispEdges'><path d='{squares}'/></svg>"
    ))
}
