//! Tests of the procedures from outside: stories, printed documents, properties. One binary, so that all of them share one
//! world of two States.

mod assistance;
mod call_back;
mod charts;
mod collections;
mod commands;
mod consents;
mod consulting;
mod counts;
mod crossing;
mod documents;
mod erasure;
mod gallery;
mod gate;
mod keeping;
mod law_index;
mod left_out;
mod messages;
mod own_law;
mod profile;
mod properties;
mod provisions;
mod refusal;
mod scope;
mod story;
mod tables;
mod typed;
mod undelivered;
mod world;
