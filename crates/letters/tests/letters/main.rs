//! Letters of every kind, in every language, from the same tables as the procedures.

mod content;
mod every;
mod hostile;
mod measures;
mod world;
