//! Finding a custody entry again by what it attests.

use crate::column;
use crate::commit::NewEntry;
use crate::error::StoreError;
use crate::store::Store;
use crate::writer::first_entry;

impl Store {
    /// Index and bytes of the entry that a commit made of `entry`; `None` where none did.
    pub async fn entry_of(&self, entry: &NewEntry) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let name = first_entry(entry)?.leaf_hash();
        let row: Option<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT n.idx, e.bytes FROM noted n JOIN entry e ON e.idx = n.idx WHERE n.name = $1",
        )
        .bind(name.to_string())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("find a custody entry"))?;
        row.map(|(index, bytes)| Ok((column::count(index)?, bytes)))
            .transpose()
    }
}
