//! Nodes as running processes: every measure between two of them, hostile input, and death at any moment. One binary, so that
//! they share what starts them.

mod article14;
mod assistance;
mod browser;
mod calls;
mod collecting;
mod departed;
mod desk;
mod erasing;
mod evidence;
mod health;
mod hosted;
mod hostile;
mod input;
mod kill;
mod killed_story;
mod letter;
mod lost;
mod measures;
mod packages;
mod papers;
mod policy;
mod reported;
mod rollover;
mod silence;
mod support;
mod uploads;
mod viewing;
