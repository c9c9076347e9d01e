//! The two things a procedure must not fetch for itself: the time and chance.

use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// A clock: the time as this node knows it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Where time and randomness come from. Everything below takes them as arguments.
#[derive(Clone)]
pub struct World {
    clock: Clock,
}

impl World {
    /// The operating system's clock and its random generator.
    pub fn system() -> Self {
        Self::with_clock(Arc::new(Timestamp::now))
    }

    /// Another clock: exercises replay a day in a second.
    pub fn with_clock(clock: Clock) -> Self {
        Self { clock }
    }

    /// Now, to the microsecond: the store keeps no finer time.
    pub fn now(&self) -> Timestamp {
        let now = (self.clock)();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// `N` bytes from the system's generator.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        // INVARIANT (entropy): without a random generator nothing here may go on.
        aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }

    /// A new time-ordered identifier (RFC 9562, version 7).
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random::<10>()).into_uuid()
    }
}
