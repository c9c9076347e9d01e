//! The officers' pages, asked as a browser or an attacker asks them: a node in a folder of its own, the router without a
//! network.

mod doors;
mod drafts;
mod elsewhere;
mod faults;
mod house;
mod papers;
mod printed;
mod provider;
mod roster;
mod running;
mod sessions;
mod status;
mod translating;
mod twice;
mod words;
mod zones;
