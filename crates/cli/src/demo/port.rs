//! A port that stays free until a process listens on it.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::net::TcpListener;
use std::ops::Range;

/// Below the ports that systems give to outgoing connections: between looking and listening, none of those takes it.
const PORTS: Range<u16> = 20_000..32_000;
const ATTEMPTS_MAX: u16 = 200;

/// A free port of 127.0.0.1, chosen at random.
pub fn free_port() -> std::io::Result<u16> {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let found = (0..ATTEMPTS_MAX).map(|_| any_port()).find(free);
    found.ok_or_else(|| std::io::ErrorKind::AddrInUse.into())
}

fn any_port() -> u16 {
    // Every state of the standard library's hash table begins with random keys.
    let random = RandomState::new().build_hasher().finish();
    let span = u64::from(PORTS.end - PORTS.start);
    PORTS.start + u16::try_from(random % span).unwrap_or_default()
}
