//! The alarm of a node in a folder of its own: its mail server and its webhook are of this process, its clock is turned by
//! hand, and it is stopped and opened again between the steps.

mod failures;
mod house;
mod servers;
mod steps;
