//! Mutual legal assistance whose product is evidence: Art 40, and what Arts 44 to 46 add to it. One procedure serves stored
//! data, real-time traffic data, interception of content and every other kind of Art 40(3) that yields evidence or a record
//! of what was done: authorised, executed, sealed, and released by two persons under conditions that travel with the
//! evidence. Which measure it is, the kinds in the particulars say.

pub mod call_back;
mod messages;
pub mod requested;
pub mod requesting;

pub use call_back::{Awaited, CallBack};
pub use messages::{
    CollectionNews, LeftOut, NoticeTiming, RequestedSays, RequestingSays, SealedPackage,
};
