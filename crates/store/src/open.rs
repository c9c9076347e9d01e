//! Connections, and the tables brought to this version.

use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyPool, Executor as _, SqlSafeStr as _};

use crate::dialect::{Dialect, POSTGRESQL, SQLITE};
use crate::error::StoreError;

/// Connections for reading; small, since each holds a page cache or a backend.
const READERS_MAX: u32 = 8;
/// Writing connections on PostgreSQL: the writer's, and some for leases.
const WRITERS_MAX: u32 = 4;
/// How long a database that is gone may hold up whoever asks.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long who came second to a migration waits for the first.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

pub(crate) struct Opened {
    pub(crate) readers: AnyPool,
    pub(crate) writers: AnyPool,
    pub(crate) dialect: &'static Dialect,
}

pub(crate) async fn open(url: &str) -> Result<Opened, StoreError> {
    sqlx::any::install_default_drivers();
    let (dialect, options) = options(url)?;
    migrate(&options, dialect).await?;
    let writers_max = if dialect.over_network { WRITERS_MAX } else { 1 };
    let writers = pool(dialect, writers_max, dialect.on_connect)
        .connect_with(options.clone())
        .await
        .map_err(StoreError::during("open"))?;
    let readers = pool(dialect, READERS_MAX, dialect.on_connect_reader).connect_lazy_with(options);
    Ok(Opened {
        readers,
        writers,
        dialect,
    })
}

/// The dialect of a URL. A database in memory would be another one for each
/// connection, so it is refused.
fn options(url: &str) -> Result<(&'static Dialect, AnyConnectOptions), StoreError> {
    let refused = || StoreError::Url {
        url: without_password(url),
    };
    let sqlite = url.starts_with("sqlite:");
    if sqlite && (url.contains(":memory:") || url.contains("mode=memory")) {
        return Err(refused());
    }
    let (dialect, url) = match sqlite {
        true if !url.contains('?') => (&SQLITE, format!("{url}?mode=rwc")),
        true => (&SQLITE, url.to_owned()),
        false => (&POSTGRESQL, url.to_owned()),
    };
    let options = url.parse().map_err(|_| refused())?;
    Ok((dialect, options))
}

fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => {
            format!("{}://…{}", &url[..scheme], &url[at..])
        }
        _ => url.to_owned(),
    }
}

/// Without limits of age: the task that looks after them may spin for ever (docs/decisions/sqlx-any.md).
fn pool(dialect: &'static Dialect, max: u32, on_connect: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(max)
        .max_lifetime(None)
        .idle_timeout(None)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(dialect.over_network)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(on_connect)).await?;
                Ok(())
            })
        })
}

/// The migrations, in order. A published one never changes: the database keeps
/// their digests and refuses another text.
fn migrations() -> Migrator {
    let numbered = [
        (1, "node", include_str!("../migrations/0001_node.sql")),
        (
            2,
            "outbox_matter",
            include_str!("../migrations/0002_outbox_matter.sql"),
        ),
        (3, "desk", include_str!("../migrations/0003_desk.sql")),
        (
            4,
            "own_obligations",
            include_str!("../migrations/0004_own_obligations.sql"),
        ),
        (
            5,
            "request_sent",
            include_str!("../migrations/0005_request_sent.sql"),
        ),
        (
            6,
            "witnessed",
            include_str!("../migrations/0006_witnessed.sql"),
        ),
        (7, "papers", include_str!("../migrations/0007_papers.sql")),
    ];
    let migrations = numbered.map(|(number, name, sql)| {
        let kind = MigrationType::Simple;
        Migration::new(number, name.into(), kind, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.into())
}

/// Several processes may make the tables at the same moment. SQLite has no lock for
/// that: who comes second to a migration fails, and on trying again finds it made. So
/// there is a try for each migration, and one.
async fn migrate(options: &AnyConnectOptions, dialect: &'static Dialect) -> Result<(), StoreError> {
    let migrations = migrations();
    let mut tries = migrations.iter().count();
    loop {
        match migrate_once(&migrations, options, dialect).await {
            Err(StoreError::Migration { .. }) if tries > 0 => tries -= 1,
            outcome => return outcome,
        }
        tokio::time::sleep(BETWEEN_TRIES).await;
    }
}

/// On a connection of its own: a try that fails leaves PostgreSQL's lock on migrations with its connection, and whoever
/// opens the database next would wait for as long as that one lives.
async fn migrate_once(
    migrations: &Migrator,
    options: &AnyConnectOptions,
    dialect: &'static Dialect,
) -> Result<(), StoreError> {
    let alone = pool(dialect, 1, dialect.on_connect)
        .connect_with(options.clone())
        .await
        .map_err(StoreError::during("open"))?;
    let prepared = sqlx::raw_sql(dialect.before_migrations)
        .execute(&alone)
        .await;
    let migrated = match prepared {
        Ok(_) => migrations.run(&alone).await,
        Err(error) => Err(MigrateError::from(error)),
    };
    alone.close().await;
    migrated.map_err(|source| StoreError::Migration {
        source: Arc::new(source),
    })
}
