//! The status by date from outside: vectors, bonds, hostile tables and forms, properties, the shipped table, printed
//! documents.

mod bonds;
mod build;
mod directory;
mod documents;
mod hostile;
mod import;
mod properties;
mod seed;
mod stages;
mod vectors;
