//! How the node is reached: routes for peers, the log for everybody, and the JSON API for officers'
//! tools. Every route stands on one screen in [`router`]. Nothing here knows the store.

mod answer;
mod api;
mod body;
mod connections;
mod desk;
mod log;
mod openapi;
mod peers;
mod refused;
mod register;
mod router;
mod server;
mod unsigned;

pub use desk::{
    DeskError, PAGES, Page, Who as PageWho, listen as listen_desk, router as desk_router,
    serve as serve_desk, told,
};
pub use openapi::document as openapi_document;
pub use router::{ROUTES, Route, Who, router};
pub use server::{ServeError, listen, serve};
