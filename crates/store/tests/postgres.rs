//! The contract on PostgreSQL, and what only a network can break.

mod contract;
mod severed;

use std::env;

use contract::{Engine, FaultSql, suite};
use sqlx::{AssertSqlSafe, Connection as _};
use uuid::Uuid;

const FAULTS: FaultSql = FaultSql {
    on_write: "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql \
        AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$; \
        CREATE TRIGGER fault BEFORE INSERT ON TABLE FOR EACH ROW EXECUTE FUNCTION fault()",
    on_delete: "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql \
        AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$; \
        CREATE TRIGGER fault BEFORE DELETE ON TABLE FOR EACH ROW EXECUTE FUNCTION fault()",
    on_commit: "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql \
        AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$; \
        CREATE CONSTRAINT TRIGGER fault AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED \
        FOR EACH ROW EXECUTE FUNCTION fault()",
    heal: "DROP FUNCTION fault CASCADE",
};

/// Drops the test's database when the test ends, even by a panic.
struct Database {
    base: String,
    name: String,
}

async fn engine() -> Engine {
    let base = env::var("COMITY_TEST_POSTGRES").expect(
        "COMITY_TEST_POSTGRES is not set: these tests need a PostgreSQL server. Set it to the URL \
         of one without a database name, such as postgres://postgres@127.0.0.1:5432, whose user \
         may create databases; or run `cargo xtask test`, which starts one",
    );
    let base = base.trim_end_matches('/').to_owned();
    let name = format!("comity_{}", Uuid::now_v7().simple());
    run(&base, format!("CREATE DATABASE {name}")).await;
    Engine {
        url: format!("{base}/{name}"),
        faults: &FAULTS,
        keep: Box::new(Database { base, name }),
    }
}

async fn run(base: &str, sql: String) {
    sqlx::any::install_default_drivers();
    let url = format!("{base}/postgres");
    let mut connection = sqlx::AnyConnection::connect(&url)
        .await
        .expect("the server answers");
    let done = sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut connection)
        .await;
    done.expect("the server obeys");
    connection.close().await.expect("the connection closes");
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let base = self.base.clone();
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime").block_on(run(&base, sql));
        });
        // A database that stays behind harms nobody but the scratch server.
        let _ = dropping.join();
    }
}

suite!(engine);
