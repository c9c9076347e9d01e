//! The contract on SQLite.

mod contract;

use contract::{Engine, FaultSql, suite};

const FAULTS: FaultSql = FaultSql {
    on_write: "CREATE TRIGGER fault BEFORE INSERT ON TABLE \
        BEGIN SELECT RAISE(ABORT, 'no room'); END",
    on_delete: "CREATE TRIGGER fault BEFORE DELETE ON TABLE \
        BEGIN SELECT RAISE(ABORT, 'no room'); END",
    on_commit: "CREATE TABLE ground (id INTEGER PRIMARY KEY); \
        CREATE TABLE air (id INTEGER REFERENCES ground (id) DEFERRABLE INITIALLY DEFERRED); \
        CREATE TRIGGER fault AFTER INSERT ON entry BEGIN INSERT INTO air VALUES (1); END",
    heal: "DROP TRIGGER fault",
};

async fn engine() -> Engine {
    let folder = tempfile::tempdir().expect("a folder");
    Engine {
        url: format!("sqlite://{}/node.db", folder.path().display()),
        faults: &FAULTS,
        keep: Box::new(folder),
    }
}

suite!(engine);
