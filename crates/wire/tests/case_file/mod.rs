//! A genuine case file, what can be done to it, and what must come of it.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod defect;
pub mod exchange;
pub mod genuine;
pub mod kit;
pub mod log;
pub mod memory;
pub mod package;
pub mod states;
pub mod story;
