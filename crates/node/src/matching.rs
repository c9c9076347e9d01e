//! The private match of a consultation on jurisdiction (Art 22(5)): do two States pursue something in common? The answer is
//! yes or no; neither learns a selector it did not have. It is the verifiable oblivious function of RFC 9497 over
//! ristretto255, with a key made for the matter and thrown away after the answer.
//!
//! The opener learns which of its own selectors hit, and how many the other State holds; the other State learns how many it
//! was asked about, and whether there was a hit.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use comity_evidence::age;
use comity_store::{Record, WrappedKey};
use comity_treaty::procedure::chart::State;
use comity_treaty::{Act, Matter, MatterId, Measure, Rejection, Rule, Side};
use comity_wire::problem::ProblemType;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use voprf::{
    BlindedElement, EvaluationElement, Group, Proof, Ristretto255, VoprfClient, VoprfServer,
};

use crate::act::READ;
use crate::expected;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::world::World;

/// The most selectors of one State in a match.
pub const SELECTORS_MAX: usize = 256;

/// What the opener keeps until the answer comes: its selectors and the blinds, wrapped under the node's own key.
#[derive(Serialize, Deserialize)]
struct Asked {
    selectors: Vec<String>,
    blinds: Vec<String>,
    blinded: Vec<String>,
}

/// The system's random generator, in the shape the library asks for.
struct Chance<'a>(&'a World);

impl rand_core::RngCore for Chance<'_> {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes(self.0.random())
    }

    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes(self.0.random())
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            chunk.copy_from_slice(&self.0.random::<32>()[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl rand_core::CryptoRng for Chance<'_> {}

impl Node {
    /// Opens a consultation with the officer's selectors blinded. The selectors stay in this node.
    pub async fn match_ask(
        &self,
        officer: &Officer,
        number: Option<MatterId>,
        to: &str,
        mut particulars: Value,
        selectors: &[String],
    ) -> Result<Value, Refusal> {
        let selectors = normalised(selectors)?;
        let matter = number.unwrap_or_else(|| MatterId(self.world.new_id()));
        if !particulars.is_object() {
            return Err(Refusal::field("particulars", expected::FIELDS));
        }
        // Asking again under the same number sends what was blinded the first time, or the answer could not be read.
        self.keep(matter, &self.blind(selectors.clone())?).await?;
        let asked = self.asked(matter).await?;
        if asked.selectors != selectors {
            return Err(Rejection::by(Rule::AlreadyOpen).into());
        }
        particulars["blinded"] = json!(asked.blinded);
        let measure = Measure::Jurisdiction.key();
        self.request(officer, Some(matter), measure, to, particulars, &[])
            .await
    }

    /// Evaluates the other State's blinded selectors, and tags the officer's own, under a key made for this answer alone.
    pub async fn match_answer(
        &self,
        officer: &Officer,
        matter: MatterId,
        selectors: &[String],
    ) -> Result<Value, Refusal> {
        let own = normalised(selectors)?;
        let state = self.consultation(matter, Side::Requested).await?;
        let blinded = decode_all(&state.particulars.texts("blinded"), "blinded", |bytes| {
            BlindedElement::<Ristretto255>::deserialize(bytes)
        })?;
        let with = self.evaluate(&blinded, &own)?;
        self.officer_act(officer, matter, Act::AnswerMatch.key(), with, None)
            .await
    }

    /// Compares the answer with the own selectors. Which of them hit is told to the officer and to nobody else.
    pub async fn match_compare(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Value, Refusal> {
        officer.must_hold(&crate::officers::READERS)?;
        let state = self.consultation(matter, Side::Requesting).await?;
        let answer = state.last(Act::AnswerMatch).ok_or_else(|| {
            Refusal::to_machines(
                ProblemType::NotFound,
                "the other State has not answered the match yet",
            )
        })?;
        let asked = self.asked(matter).await?;
        let tags: BTreeSet<String> = answer.texts("tags").into_iter().collect();
        let outputs = finalise(&asked, answer)?;
        let hits: Vec<&String> = asked
            .selectors
            .iter()
            .zip(outputs)
            .filter(|(_, output)| tags.contains(output))
            .map(|(selector, _)| selector)
            .collect();
        Ok(
            json!({ "matter": matter, "hit": !hits.is_empty(), "ours": hits, "theirs_in_all": tags.len() }),
        )
    }

    fn blind(&self, selectors: Vec<String>) -> Result<Asked, Refusal> {
        let (mut blinds, mut blinded) = (Vec::new(), Vec::new());
        for selector in &selectors {
            let mut chance = Chance(&self.world);
            let result = VoprfClient::<Ristretto255>::blind(selector.as_bytes(), &mut chance)
                .map_err(|_| Refusal::field("selectors", expected::SELECTOR_LENGTH))?;
            blinds.push(BASE64.encode(result.state.serialize()));
            blinded.push(BASE64.encode(result.message.serialize()));
        }
        Ok(Asked {
            selectors,
            blinds,
            blinded,
        })
    }

    fn evaluate(
        &self,
        blinded: &Vec<BlindedElement<Ristretto255>>,
        own: &[String],
    ) -> Result<Value, Refusal> {
        let seed = self.world.random::<32>();
        let server = VoprfServer::<Ristretto255>::new_from_seed(&seed, b"comity match")
            .map_err(uncomputable)?;
        let mut chance = Chance(&self.world);
        let answer = server
            .batch_blind_evaluate(&mut chance, blinded)
            .map_err(uncomputable)?;
        let mut tags = BTreeSet::new();
        for selector in own {
            let output = server.evaluate(selector.as_bytes()).map_err(uncomputable)?;
            tags.insert(BASE64.encode(&output[..32]));
        }
        let evaluated: Vec<String> = answer
            .messages
            .iter()
            .map(|m| BASE64.encode(m.serialize()))
            .collect();
        Ok(json!({
            "evaluated": evaluated, "tags": tags, "proof": BASE64.encode(answer.proof.serialize()),
            "public_key": BASE64.encode(Ristretto255::serialize_elem(server.get_public_key())),
        }))
    }

    async fn keep(&self, matter: MatterId, asked: &Asked) -> Result<(), Refusal> {
        let plain = serde_json::to_vec(asked).map_err(uncomputable)?;
        let wrapped = age::encrypt(&plain, self.keys.sealing.recipient(), &self.seal_entropy());
        let id = matter.0;
        self.write_records(vec![Record::Key(WrappedKey { id, wrapped })])
            .await
    }

    async fn asked(&self, matter: MatterId) -> Result<Asked, Refusal> {
        let kept = self
            .store
            .key(matter.0)
            .await
            .map_err(Refusal::fault(READ))?;
        let kept = kept.ok_or_else(|| Refusal::not_found("the selectors of this match"))?;
        let plain = age::decrypt(&kept.wrapped, &self.keys.sealing).map_err(Refusal::fault(
            "the selectors of this match do not open; restore the node's key file",
        ))?;
        serde_json::from_slice(&plain).map_err(uncomputable)
    }

    async fn consultation(&self, matter: MatterId, side: Side) -> Result<State, Refusal> {
        match self.thread(matter).await?.matter {
            Some(Matter::Charted(state))
                if state.measure == Measure::Jurisdiction && state.side == side =>
            {
                Ok(state)
            }
            _ => Err(Refusal::not_found(
                "a consultation on jurisdiction on this side",
            )),
        }
    }
}

/// What both sides make of a selector before it is compared: composed, in small letters, without space around it.
fn normalised(selectors: &[String]) -> Result<Vec<String>, Refusal> {
    let small = |text: &String| text.trim().nfkc().collect::<String>().to_lowercase();
    let distinct: BTreeSet<String> = selectors
        .iter()
        .map(small)
        .filter(|text| !text.is_empty())
        .collect();
    if distinct.is_empty() || distinct.len() > SELECTORS_MAX {
        return Err(Refusal::field(
            "selectors",
            expected::SELECTORS.with("number", SELECTORS_MAX),
        ));
    }
    Ok(distinct.into_iter().collect())
}

/// The function's outputs for the own selectors, once the proof shows that one key evaluated them all.
fn finalise(
    asked: &Asked,
    answer: &comity_treaty::particulars::Document,
) -> Result<Vec<String>, Refusal> {
    let clients = decode_all(&asked.blinds, "blinds", |b| {
        VoprfClient::<Ristretto255>::deserialize(b)
    })?;
    let evaluated = decode_all(&answer.texts("evaluated"), "evaluated", |b| {
        EvaluationElement::<Ristretto255>::deserialize(b)
    })?;
    let proof = decode("proof", answer.text("proof"), |b| {
        Proof::<Ristretto255>::deserialize(b)
    })?;
    let key = decode("public_key", answer.text("public_key"), |b| {
        Ristretto255::deserialize_elem(b)
    })?;
    let inputs: Vec<&[u8]> = asked.selectors.iter().map(String::as_bytes).collect();
    let outputs = VoprfClient::batch_finalize(&inputs, &clients, &evaluated, &proof, key)
        .map_err(|_| dishonest())?;
    outputs
        .map(|output| {
            output
                .map(|o| BASE64.encode(&o[..32]))
                .map_err(|_| dishonest())
        })
        .collect()
}

fn decode_all<T>(
    texts: &[String],
    field: &str,
    read: impl Fn(&[u8]) -> voprf::Result<T>,
) -> Result<Vec<T>, Refusal> {
    texts
        .iter()
        .map(|text| decode(field, text, &read))
        .collect()
}

fn decode<T>(
    field: &str,
    text: &str,
    read: impl Fn(&[u8]) -> voprf::Result<T>,
) -> Result<T, Refusal> {
    let bytes = BASE64.decode(text).ok();
    let value = bytes.and_then(|bytes| read(&bytes).ok());
    value.ok_or_else(|| Refusal::field(field, expected::ELEMENT))
}

fn dishonest() -> Refusal {
    let detail = "the answer's proof does not hold: it was not computed under one key; ask the other State to answer again";
    Refusal::to_machines(ProblemType::Unavailable, detail)
}

fn uncomputable<E: std::fmt::Display>(error: E) -> Refusal {
    Refusal::Fault {
        what: "the match cannot be computed",
        source: error.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_treaty::particulars::Document;

    fn world() -> World {
        World::system()
    }

    fn blind(selectors: &[&str]) -> (Asked, Vec<BlindedElement<Ristretto255>>) {
        let selectors: Vec<String> = selectors.iter().map(ToString::to_string).collect();
        let (mut blinds, mut elements) = (Vec::new(), Vec::new());
        for selector in &selectors {
            let result =
                VoprfClient::<Ristretto255>::blind(selector.as_bytes(), &mut Chance(&world()));
            let result = result.expect("a short text");
            blinds.push(BASE64.encode(result.state.serialize()));
            elements.push(result.message);
        }
        let blinded = Vec::new();
        (
            Asked {
                selectors,
                blinds,
                blinded,
            },
            elements,
        )
    }

    fn answer(elements: &Vec<BlindedElement<Ristretto255>>, second_key: bool) -> Document {
        let server = VoprfServer::<Ristretto255>::new_from_seed(&[7; 32], b"t").expect("a key");
        let other = VoprfServer::<Ristretto255>::new_from_seed(&[8; 32], b"t").expect("a key");
        let answer = server
            .batch_blind_evaluate(&mut Chance(&world()), elements)
            .expect("an answer");
        let key = if second_key { other } else { server }.get_public_key();
        let evaluated: Vec<String> = answer
            .messages
            .iter()
            .map(|m| BASE64.encode(m.serialize()))
            .collect();
        let document = json!({
            "evaluated": evaluated, "proof": BASE64.encode(answer.proof.serialize()),
            "public_key": BASE64.encode(Ristretto255::serialize_elem(key)),
        });
        serde_json::from_value(document).expect("a document")
    }

    #[test]
    fn the_same_selector_gives_the_same_output_and_another_does_not() {
        let (asked, elements) = blind(&["a@mail.example", "b@mail.example"]);
        let outputs = finalise(&asked, &answer(&elements, false)).expect("outputs");
        let server = VoprfServer::<Ristretto255>::new_from_seed(&[7; 32], b"t").expect("a key");
        let tag =
            |text: &str| BASE64.encode(&server.evaluate(text.as_bytes()).expect("a tag")[..32]);
        assert_eq!(outputs, [tag("a@mail.example"), tag("b@mail.example")]);
        assert!(!outputs.contains(&tag("c@mail.example")));
    }

    #[test]
    fn an_answer_under_another_key_or_of_another_length_is_found_out() {
        let (asked, elements) = blind(&["a@mail.example", "b@mail.example"]);
        assert!(finalise(&asked, &answer(&elements, true)).is_err());
        assert!(finalise(&asked, &answer(&elements[..1].to_vec(), false)).is_err());
        let mut broken = answer(&elements, false);
        broken.0.insert("proof".into(), json!("AAAA"));
        assert!(finalise(&asked, &broken).is_err());
    }

    #[test]
    fn spelling_does_not_hide_a_hit() {
        let spelt =
            normalised(&[" Ａ@Mail.example".into(), "a@mail.example ".into()]).expect("selectors");
        assert_eq!(spelt, ["a@mail.example"]);
        assert!(normalised(&[]).is_err());
        assert!(normalised(&vec!["  ".to_owned(); 3]).is_err());
    }
}
