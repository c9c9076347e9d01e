//! Exchanges, one after the other and many at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use comity_node::{Node, Officer};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::Failure;
use crate::cast::Cast;

/// How often finished deliveries are counted: short beside what is measured.
const LOOK_ALONE: Duration = Duration::from_micros(100);
const LOOK_TOGETHER: Duration = Duration::from_millis(2);
/// How long nothing may happen before the measurement is given up.
const STILL_MAX: Duration = Duration::from_secs(20);

/// Starts exchanges and sees them end.
pub struct Exchanges {
    node: Arc<Node>,
    officer: Officer,
    particulars: Value,
}

impl Exchanges {
    /// Waits until a first exchange went through: then both nodes know each other.
    pub async fn new(cast: &Cast) -> Result<Self, Failure> {
        let exchanges = Self {
            node: Arc::clone(&cast.xaa),
            officer: cast.officer.clone(),
            particulars: preservation(),
        };
        exchanges.alone(1).await?;
        Ok(exchanges)
    }

    /// The time each of `count` exchanges takes while nothing else happens.
    pub async fn alone(&self, count: usize) -> Result<Vec<Duration>, Failure> {
        let mut times = Vec::with_capacity(count);
        for _ in 0..count {
            let before = self.done()?;
            let begun = Instant::now();
            self.request().await?;
            while self.done()? == before {
                if begun.elapsed() > STILL_MAX {
                    return Err("an exchange does not end".into());
                }
                tokio::time::sleep(LOOK_ALONE).await;
            }
            times.push(begun.elapsed());
        }
        Ok(times)
    }

    /// Exchanges finished in a second, with so many always under way. Those still under way at the
    /// end are waited for and not counted.
    pub async fn together(&self, in_flight: usize, time: Duration) -> Result<f64, Failure> {
        let places = Arc::new(Semaphore::new(in_flight));
        let (begun, before) = (Instant::now(), self.done()?);
        let mut seen = before;
        let mut tasks = tokio::task::JoinSet::new();
        while begun.elapsed() < time {
            while let Ok(place) = places.try_acquire() {
                place.forget();
                tasks.spawn(self.clone().request_once());
            }
            tokio::time::sleep(LOOK_TOGETHER).await;
            let done = self.done()?;
            places.add_permits(done - seen);
            seen = done;
        }
        let rate = whole(seen - before) / begun.elapsed().as_secs_f64();
        let mut begun = 0;
        while let Some(asked) = tasks.join_next().await {
            asked??;
            begun += 1;
        }
        self.settled(before + begun).await?;
        Ok(rate)
    }

    /// Attempts at a delivery that failed so far.
    pub fn failed(&self) -> Result<usize, Failure> {
        self.counted("comity_deliveries_failed_total ")
    }

    async fn settled(&self, all: usize) -> Result<(), Failure> {
        let begun = Instant::now();
        while self.done()? < all {
            if begun.elapsed() > STILL_MAX {
                return Err("some exchanges do not end".into());
            }
            tokio::time::sleep(LOOK_TOGETHER).await;
        }
        Ok(())
    }

    async fn request_once(self) -> Result<(), Failure> {
        self.request().await
    }

    async fn request(&self) -> Result<(), Failure> {
        let particulars = self.particulars.clone();
        let made = self
            .node
            .request(&self.officer, None, "preservation", "XBB", particulars, &[]);
        made.await?;
        Ok(())
    }

    fn done(&self) -> Result<usize, Failure> {
        self.counted("comity_deliveries_total ")
    }

    fn counted(&self, name: &str) -> Result<usize, Failure> {
        let text = self.node.metrics_text();
        let found = text.lines().find_map(|line| line.strip_prefix(name));
        Ok(found.map_or(Ok(0), str::parse)?)
    }
}

impl Clone for Exchanges {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            officer: self.officer.clone(),
            particulars: self.particulars.clone(),
        }
    }
}

fn whole(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A request for preservation (Art 42(3)), as long as real ones are.
fn preservation() -> Value {
    let review = Timestamp::now() + SignedDuration::from_hours(24 * 60);
    let review = Timestamp::from_second(review.as_second()).unwrap_or(review);
    json!({
        "language": "en",
        "requesting_authority": "24/7 contact point of Arvenia",
        "offence": {
            "convention": "ict_related_theft_or_fraud",
            "statute": "Penal Code of Arvenia, section 263a (computer fraud), up to six years",
            "max_penalty_months": 72,
            "jurisdiction": { "head": "territory", "link": "The firms have their seats in Arvenia." }
        },
        "facts": "Since 1 October 2026 a person who signs as the holder of this account has sent \
            forged invoices to eleven firms in Arvenia. 412,000 were paid to accounts that the \
            firms' suppliers never had.",
        "data": "The mailbox, the chat history, the profile and the access log of the account",
        "data_classes": ["subscriber", "traffic", "content"],
        "accounts": [{ "service": "Mail Example, Port Belmora", "identifier": "trader@mail.example" }],
        "period": { "from": "2026-10-01T00:00:00Z", "to": "2026-10-31T23:59:59Z" },
        "link_to_offence": "The forged invoices were sent from this account",
        "custodian": "Mail Example, Port Belmora",
        "necessity": "The provider deletes access logs after 60 days",
        "intends_assistance": true,
        "secrecy": { "reason": "The holder is not to learn of the investigation yet", "review_on": review },
    })
}
