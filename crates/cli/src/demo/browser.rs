//! The desk in the user's browser, where somebody sits before one.

use std::ffi::OsStr;
use std::io::IsTerminal as _;

/// What a graphical session of Linux and the BSDs says of itself in the environment.
const DISPLAYS: [&str; 2] = ["WAYLAND_DISPLAY", "DISPLAY"];

/// Opens the address, unless nobody would see it: the output is read by a program, or there is no display.
/// Whether it was opened. No browser that could be started is no fault either: the printed links remain.
pub fn opened(address: &str) -> bool {
    let displays = DISPLAYS.map(std::env::var_os);
    let seen = seen(
        std::io::stdout().is_terminal(),
        &displays.each_ref().map(Option::as_deref),
    );
    seen && open::that_detached(address).is_ok()
}

fn seen(terminal: bool, displays: &[Option<&OsStr>]) -> bool {
    let display = displays.iter().flatten().any(|name| !name.is_empty());
    terminal && (display || cfg!(any(target_os = "macos", windows)))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_browser_opens_only_before_somebody() {
        let rows: [(bool, [Option<&str>; 2], bool); 6] = [
            (true, [None, Some(":0")], true),
            (true, [Some("wayland-0"), None], true),
            (true, [Some(""), Some(":0")], true),
            (true, [None, Some("")], false),
            (true, [None, None], false),
            (false, [Some("wayland-0"), Some(":0")], false),
        ];
        for (terminal, displays, must) in rows {
            let given = displays.map(|name| name.map(OsStr::new));
            assert_eq!(seen(terminal, &given), must, "{terminal} {displays:?}");
        }
    }
}
