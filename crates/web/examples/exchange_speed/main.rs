//! Measures complete exchanges between two nodes: `exchange_speed FOLDER [IN_FLIGHT]`.
//!
//! One exchange is all of it: a request decided, signed, committed and synced by the requesting
//! State's node; posted over TLS; verified, decided, committed and synced by the requested State's
//! node; its receipt verified, committed and synced at home. Each node is a process of its own on
//! SQLite files in FOLDER, as `comity serve` runs them; this process is the requesting State's.
//!
//! Prints one line a figure: name, value, unit.

mod cast;
mod exchanges;

use std::env;
use std::error::Error;
use std::path::Path;
use std::time::Duration;

use cast::Cast;
use exchanges::Exchanges;

/// As in the program that runs a node.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn Error + Send + Sync>;

/// Matters under way at a time, where nothing else is said.
const IN_FLIGHT: usize = 256;
/// Exchanges that are measured one after the other.
const ALONE: usize = 300;
const WARM_UP: Duration = Duration::from_secs(3);
const MEASURED: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    // INVARIANT (one provider): nothing else in this process installs one.
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    provider.install_default().expect("the first provider");
    let folder = env::args().nth(1).ok_or("name an empty folder")?;
    if folder == "serve" {
        let data = env::args().nth(2).ok_or("name a data folder")?;
        return cast::serve(Path::new(&data)).await;
    }
    let in_flight = env::args()
        .nth(2)
        .map_or(Ok(IN_FLIGHT), |text| text.parse())?;
    let cast = Cast::gather(Path::new(&folder)).await?;
    let exchanges = Exchanges::new(&cast).await?;
    let mut times = exchanges.alone(ALONE).await?;
    times.sort_unstable();
    let (median, slow) = (times[ALONE / 2], times[ALONE * 99 / 100]);
    println!("exchange.median {:.3} ms", median.as_secs_f64() * 1e3);
    println!("exchange.p99 {:.3} ms", slow.as_secs_f64() * 1e3);
    exchanges.together(in_flight, WARM_UP).await?;
    let rate = exchanges.together(in_flight, MEASURED).await?;
    println!("exchange.rate {rate:.0} 1/s ({in_flight} in flight)");
    println!("exchange.failed_attempts {} 1", exchanges.failed()?);
    cast.dismiss().await;
    Ok(())
}
