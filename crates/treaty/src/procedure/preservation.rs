//! Preservation, Arts 25 and 42: at least 60 days, held until the request for assistance is decided, under domestic
//! orders of at most 90 days each.

mod messages;
pub mod requested;
pub mod requesting;

pub use messages::{ProviderElsewhere, RequestedSays, RequestingSays, Risk, RiskNotice};
