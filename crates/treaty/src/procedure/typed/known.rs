//! What a matter knows of the fields of its commands: the request itself, the package announced, the key it is sealed to, and
//! the dates that have to have come.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Row, rows};
use crate::law::Measure;
use crate::particulars::{Field, Kind};
use crate::procedure::assistance::requested::{self as released, RequestedAssistance};
use crate::procedure::assistance::requesting::{self as sought, RequestingAssistance};
use crate::procedure::dialogue::Concern;
use crate::procedure::preservation::requested::{self as kept, RequestedPreservation};
use crate::procedure::preservation::requesting::{self as asked, RequestingPreservation};
use crate::procedure::{Course, Procedure};

/// A state whose acts can be tried.
pub(super) trait Known: Course + Sized {
    /// Its procedure.
    type Of: Procedure<State = Self>;

    /// The measure.
    fn measure(&self) -> Measure;

    /// The commands officers have.
    fn rows(&self) -> &'static [Row];

    /// The value the matter itself gives a field, if it does.
    fn known(&self, field: &Field, now: Timestamp) -> Option<Value>;
}

impl Known for asked::State {
    type Of = RequestingPreservation;

    fn measure(&self) -> Measure {
        Measure::Preservation
    }

    fn rows(&self) -> &'static [Row] {
        rows::PRESERVATION_REQUESTING
    }

    fn known(&self, field: &Field, _: Timestamp) -> Option<Value> {
        match field.key {
            "particulars" => Some(json!(self.particulars)),
            _ => None,
        }
    }
}

impl Known for kept::State {
    type Of = RequestedPreservation;

    fn measure(&self) -> Measure {
        Measure::Preservation
    }

    fn rows(&self) -> &'static [Row] {
        rows::PRESERVATION_REQUESTED
    }

    fn known(&self, field: &Field, now: Timestamp) -> Option<Value> {
        match field.key {
            "effective_at" => Some(json!(now)),
            _ => None,
        }
    }
}

impl Known for sought::State {
    type Of = RequestingAssistance;

    fn measure(&self) -> Measure {
        self.particulars.measure()
    }

    fn rows(&self) -> &'static [Row] {
        rows::ASSISTANCE_REQUESTING
    }

    fn known(&self, field: &Field, _: Timestamp) -> Option<Value> {
        let evidence = self.evidence();
        match (field.key, field.kind) {
            ("particulars", _) => Some(json!(self.particulars)),
            ("digest", _) => evidence.map(|evidence| json!(evidence.package.digest)),
            ("purpose", Kind::Choice(_)) => {
                let uses = &evidence?.conditions.purposes;
                uses.first().map(|first| json!(first))
            }
            _ => None,
        }
    }
}

impl Known for released::State {
    type Of = RequestedAssistance;

    fn measure(&self) -> Measure {
        self.particulars.measure()
    }

    fn rows(&self) -> &'static [Row] {
        rows::ASSISTANCE_REQUESTED
    }

    fn known(&self, field: &Field, now: Timestamp) -> Option<Value> {
        match (field.key, field.kind) {
            ("particulars", _) => Some(json!(self.particulars)),
            ("data_classes", _) => Some(json!(self.particulars.data_classes)),
            ("sealed_to", _) => self.particulars.seal_to.as_ref().map(|key| json!(key)),
            ("from", _) => Some(json!(now)),
            ("subsidiarity", _) => Some(json!("as it is")),
            // What is left to consult on once the evidence is there.
            ("about", _) if matches!(self.stage, released::Stage::Delivered { .. }) => {
                Some(json!(Concern::Disclosure))
            }
            // The one way to decide the gate that asks for no conditions.
            ("decision", Kind::Choice(_)) => Some(json!("bar")),
            _ => None,
        }
    }
}
