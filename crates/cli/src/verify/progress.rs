//! How far a long verification has come, on standard error. The offline verifier alone stays silent.

use comity_wire::case_file::CaseSource;

/// The source, showing how much of it was read.
#[cfg(not(feature = "serve"))]
pub(super) fn watched<S: CaseSource>(source: S) -> S {
    source
}

/// The source, showing how much of it was read.
#[cfg(feature = "serve")]
pub(super) fn watched<S: CaseSource>(source: S) -> impl CaseSource {
    shown::Watched::new(source)
}

#[cfg(feature = "serve")]
mod shown {
    use std::io::Read;

    use comity_wire::case_file::{CaseSource, Listed, ListedKind, SourceFault};
    use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

    /// Shorter case files are verified before a bar could be read.
    const SHOWN_BYTES_MIN: u64 = 256 << 20;
    const STYLE: &str = "verifying {bar:40} {binary_bytes} of {binary_total_bytes}, {eta} left";

    /// A source and the bar that counts what is read of it.
    pub struct Watched<S> {
        source: S,
        bar: ProgressBar,
    }

    impl<S> Watched<S> {
        pub fn new(source: S) -> Self {
            let bar = ProgressBar::hidden();
            Self { source, bar }
        }

        fn begin(&self, listed: &[Listed]) {
            let length = |one: &Listed| match one.kind {
                ListedKind::File { length } => length,
                ListedKind::Refused(_) => 0,
            };
            let total = listed.iter().map(length).fold(0, u64::saturating_add);
            if total < SHOWN_BYTES_MIN {
                return;
            }
            self.bar.set_length(total);
            if let Ok(style) = ProgressStyle::with_template(STYLE) {
                self.bar.set_style(style);
            }
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    impl<S> Drop for Watched<S> {
        fn drop(&mut self) {
            self.bar.finish_and_clear();
        }
    }

    impl<S: CaseSource> CaseSource for Watched<S> {
        fn list(&self, limit: usize) -> Result<Vec<Listed>, SourceFault> {
            let listed = self.source.list(limit)?;
            self.begin(&listed);
            Ok(listed)
        }

        fn open(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, SourceFault> {
            Ok(Box::new(self.bar.wrap_read(self.source.open(path)?)))
        }
    }
}
