//! The measures written as charts: their tables, their whole matrices, their stories, and what holds in every course.

mod crossing;
pub mod documents;
pub mod gallery;
mod own_law;
mod properties;
mod reproductions;
mod stories;
mod tables;
pub mod telling;
