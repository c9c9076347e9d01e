//! A small cast for the other tests: one log, three witnesses.

use comity_custody::{Checkpoint, Digest, Note, NoteSigner, TlogProof};

use crate::oracle::Logs;

pub const ORIGIN: &str = "qm.example/log";

pub struct Cast {
    pub log: NoteSigner,
    pub log_pq: NoteSigner,
    pub first: NoteSigner,
    pub second: NoteSigner,
    pub third: NoteSigner,
}

impl Cast {
    pub fn new() -> Self {
        Self {
            log: NoteSigner::ed25519(ORIGIN, &[1; 32]).unwrap(),
            log_pq: NoteSigner::cosigner_ml_dsa_44(ORIGIN, &[2; 32]).unwrap(),
            first: NoteSigner::cosigner_ed25519("qn.example/witness", &[3; 32]).unwrap(),
            second: NoteSigner::cosigner_ml_dsa_44("qo.example/witness", &[4; 32]).unwrap(),
            third: NoteSigner::cosigner_ed25519("qp.example/witness", &[5; 32]).unwrap(),
        }
    }

    /// A checkpoint with that root, signed by the log alone.
    pub fn signed(&self, size: u64, root: Digest) -> Note {
        let checkpoint = Checkpoint::new(ORIGIN, size, root).unwrap();
        checkpoint
            .sign(&[&self.log, &self.log_pq], 1_700_000_000)
            .unwrap()
    }

    /// The proof of an entry in a log of that size, cosigned by the given.
    pub fn proof(&self, logs: &Logs, index: u64, cosigners: &[&NoteSigner]) -> TlogProof {
        let mut checkpoint = self.signed(logs.edge.size(), logs.edge.root());
        let text = checkpoint.text().to_owned();
        let cosigned = cosigners
            .iter()
            .map(|key| key.cosign(&text, 1_700_000_060).unwrap());
        checkpoint.add(cosigned.collect::<Vec<_>>());
        TlogProof {
            extra: None,
            index,
            proof: logs.edge.prove_inclusion(index).unwrap(),
            checkpoint,
        }
    }

    /// Two of the three witnesses must have cosigned.
    pub fn policy(&self) -> String {
        format!(
            "# two of three\nlog {}\nlog {}\n\nwitness QN {}\nwitness QO {} https://qo.example/\n\twitness  QP {}\ngroup States 2 QN QO QP\nquorum States\n",
            self.log.verifier(),
            self.log_pq.verifier(),
            self.first.verifier(),
            self.second.verifier(),
            self.third.verifier(),
        )
    }
}
