//! Nodes as running processes: every measure between two of them, hostile input, and death at any moment. One binary, so that
//! they share what starts them.

mod hostile;
mod kill;
mod measures;
mod support;
