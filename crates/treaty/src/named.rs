//! The names of what can happen and of what is said: one table for a value's name and for the list of them all, so that
//! whoever puts them into words can ask for each.

/// `NAMES` and `name` of an enum, a line a variant; then the variants that go by the name of what they hold.
macro_rules! named {
    ($(#[$doc:meta])* $of:ident { $($variant:ident = $name:literal;)* } $($held:pat => $its:expr;)*) => {
        impl $of {
            /// Every name of its own.
            pub const NAMES: &[&str] = &[$($name),*];

            $(#[$doc])*
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                    $($held => $its,)*
                }
            }
        }
    };
}

pub(crate) use named;
