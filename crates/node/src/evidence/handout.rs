//! Sealed packages handed out to the State they were released to, and to no other.

use comity_evidence::Blake3;
use comity_store::PackageHead;
use comity_treaty::{MatterId, StateCode};
use std::io;

use super::UNREAD;
use crate::act::READ;
use crate::node::Node;
use crate::refusal::Refusal;

impl Node {
    /// The length of a package that was released to this peer.
    pub async fn package_length(&self, peer: StateCode, digest: &str) -> Result<u64, Refusal> {
        Ok(self.released_to(peer, digest).await?.1.length)
    }

    /// The slices of a package that was released to this peer.
    pub async fn package_slices(&self, peer: StateCode, digest: &str) -> Result<Vec<u8>, Refusal> {
        let (digest, _) = self.released_to(peer, digest).await?;
        self.exhibits.slices(digest).map_err(Refusal::fault(UNREAD))
    }

    /// The signed manifest of a package that was released to this peer, as its release announced it.
    pub async fn package_manifest(
        &self,
        peer: StateCode,
        digest: &str,
    ) -> Result<Vec<u8>, Refusal> {
        let (_, head) = self.released_to(peer, digest).await?;
        Ok(self.package_of(head.id).await?.manifest)
    }

    /// A part of a package that was released to this peer.
    pub async fn package_reader(
        &self,
        peer: StateCode,
        digest: &str,
        start: u64,
        length: u64,
    ) -> Result<impl tokio::io::AsyncRead + Send + 'static, Refusal> {
        use tokio::io::{AsyncReadExt, AsyncSeekExt};
        let (digest, _) = self.released_to(peer, digest).await?;
        let file = self
            .exhibits
            .sealed(digest)
            .map_err(Refusal::fault(UNREAD))?;
        let mut file = tokio::fs::File::from_std(file);
        file.set_max_buf_size(1 << 20);
        file.seek(io::SeekFrom::Start(start))
            .await
            .map_err(Refusal::fault(UNREAD))?;
        Ok(file.take(length))
    }

    /// A package is handed out to the State it was released to, and to no other.
    async fn released_to(
        &self,
        peer: StateCode,
        digest: &str,
    ) -> Result<(Blake3, PackageHead), Refusal> {
        let unknown = || Refusal::not_found(digest);
        let name: Blake3 = digest.parse().map_err(|_| unknown())?;
        for head in self
            .store
            .package_heads(digest)
            .await
            .map_err(Refusal::fault(READ))?
        {
            let Ok(state) = self.requested_access(MatterId(head.matter)).await else {
                continue;
            };
            if state.peer == peer
                && state
                    .released()
                    .is_some_and(|package| package.package == head.id)
            {
                return Ok((name, head));
            }
        }
        Err(unknown())
    }
}
