//! `metadata/case.jsonld`: who did what to get each evidence item, in the
//! ontology that digital forensics tools share (CASE 1.5 over UCO 1.5).
//! Written as a stream, so that a million items need no memory.

use std::io::{self, Write};

use comity_custody::Digest;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::{Builder, Uuid};

use crate::{ItemRecord, Manifest, ReferenceRecord};

/// The act by which the evidence came into the package, told for a court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealingAct {
    /// The authority that executed the request.
    pub authority: String,
    /// The authorisation it acted on: court, decision, number.
    pub basis: String,
    /// When collection began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// Name and version of the program that sealed.
    pub program: String,
}

const CONTEXT: &str = r#"{
"action":"https://ontology.unifiedcyberontology.org/uco/action/",
"core":"https://ontology.unifiedcyberontology.org/uco/core/",
"identity":"https://ontology.unifiedcyberontology.org/uco/identity/",
"investigation":"https://ontology.caseontology.org/case/investigation/",
"observable":"https://ontology.unifiedcyberontology.org/uco/observable/",
"tool":"https://ontology.unifiedcyberontology.org/uco/tool/",
"types":"https://ontology.unifiedcyberontology.org/uco/types/",
"xsd":"http://www.w3.org/2001/XMLSchema#"
}"#;

/// Writes the whole document: the same bytes for the same arguments.
pub(crate) fn write(out: &mut impl Write, manifest: &Manifest, act: &SealingAct) -> io::Result<()> {
    let names = Names(manifest.package);
    write!(out, "{{\"@context\":{CONTEXT},\n\"@graph\":[\n")?;
    write_node(out, &investigation(manifest, &names))?;
    write_node(out, &organization(manifest, act, &names))?;
    write_node(out, &program(act, &names))?;
    for (index, item) in manifest.items.iter().enumerate() {
        write_node(out, &file(item, &names))?;
        write_node(out, &provenance(index, item, act, &names))?;
    }
    for (index, reference) in manifest.references.iter().enumerate() {
        write_node(out, &absent(reference, &names))?;
        write_node(out, &kept(index, reference, &names))?;
    }
    write_action(out, manifest, act, &names)?;
    out.write_all(b"]}\n")
}

fn write_node(out: &mut impl Write, node: &Value) -> io::Result<()> {
    serde_json::to_writer(&mut *out, node)?;
    out.write_all(b",\n")
}

fn investigation(manifest: &Manifest, names: &Names) -> Value {
    json!({
        "@id": names.of("investigation"),
        "@type": "investigation:Investigation",
        "core:name": format!("Matter {}", manifest.matter),
        "core:description": manifest.conditions.purpose,
        "core:object": [{ "@id": names.of("action") }],
    })
}

fn organization(manifest: &Manifest, act: &SealingAct, names: &Names) -> Value {
    json!({
        "@id": names.of("authority"),
        "@type": "identity:Organization",
        "core:name": format!("{} ({})", act.authority, manifest.from),
    })
}

fn program(act: &SealingAct, names: &Names) -> Value {
    json!({
        "@id": names.of("program"),
        "@type": "tool:Tool",
        "core:name": act.program,
    })
}

fn file(item: &ItemRecord, names: &Names) -> Value {
    let path = item.path.as_str();
    let name = item.about.original_name.as_deref();
    let size = json!({ "@type": "xsd:integer", "@value": item.size.to_string() });
    let hash = hash(&names.of(&format!("hash:{path}")), item.sha256);
    let mut content = json!({
        "@id": names.of(&format!("content:{path}")),
        "@type": "observable:ContentDataFacet",
        "observable:sizeInBytes": size,
        "observable:hash": [hash],
    });
    if let Some(media_type) = &item.about.media_type {
        content["observable:mimeType"] = json!(media_type);
    }
    let file = json!({
        "@id": names.of(&format!("name:{path}")),
        "@type": "observable:FileFacet",
        "observable:fileName": name.unwrap_or(item.path.file_name()),
        "observable:filePath": path,
        "observable:sizeInBytes": size,
    });
    json!({
        "@id": names.of(&format!("file:{path}")),
        "@type": "observable:File",
        "core:hasFacet": [file, content],
    })
}

fn provenance(index: usize, item: &ItemRecord, act: &SealingAct, names: &Names) -> Value {
    let origin = item.about.origin.as_deref();
    json!({
        "@id": names.of(&format!("provenance:{}", item.path)),
        "@type": "investigation:ProvenanceRecord",
        "core:description": origin.unwrap_or(&act.basis),
        "investigation:exhibitNumber": (index + 1).to_string(),
        "core:object": [{ "@id": names.of(&format!("file:{}", item.path)) }],
    })
}

fn hash(id: &str, sha256: Digest) -> Value {
    json!({
        "@id": id,
        "@type": "types:Hash",
        "types:hashMethod": "SHA256",
        "types:hashValue": { "@type": "xsd:hexBinary", "@value": sha256.to_string() },
    })
}

/// A file that is not in the bag: of its content nothing is told but the digest.
fn absent(reference: &ReferenceRecord, names: &Names) -> Value {
    let sha256 = reference.sha256;
    let content = json!({
        "@id": names.of(&format!("reference-content:{sha256}")),
        "@type": "observable:ContentDataFacet",
        "observable:hash": [hash(&names.of(&format!("reference-hash:{sha256}")), sha256)],
    });
    json!({
        "@id": names.of(&format!("reference:{sha256}")),
        "@type": "observable:File",
        "core:description": reference.description,
        "core:hasFacet": [content],
    })
}

/// Who keeps it. Its exhibit numbers are counted apart from those of what is in the bag.
fn kept(index: usize, reference: &ReferenceRecord, names: &Names) -> Value {
    let sha256 = reference.sha256;
    json!({
        "@id": names.of(&format!("reference-provenance:{sha256}")),
        "@type": "investigation:ProvenanceRecord",
        "core:description": format!("Not copied; kept by {}", reference.custodian),
        "investigation:exhibitNumber": format!("R{}", index + 1),
        "core:object": [{ "@id": names.of(&format!("reference:{sha256}")) }],
    })
}

/// The action names every item and every record, so it is written piece by piece.
fn write_action(
    out: &mut impl Write,
    manifest: &Manifest,
    act: &SealingAct,
    names: &Names,
) -> io::Result<()> {
    let at = |time: Timestamp| json!({ "@type": "xsd:dateTime", "@value": time.to_string() });
    let head = json!({
        "@id": names.of("action"),
        "@type": "investigation:InvestigativeAction",
        "core:name": "Collection and sealing of electronic evidence",
        "core:description": act.basis,
        "action:startTime": at(act.started),
        "action:endTime": at(act.ended),
        "action:performer": { "@id": names.of("authority") },
        "action:instrument": [{ "@id": names.of("program") }],
    });
    let head = head.to_string();
    out.write_all(head.strip_suffix('}').unwrap_or(&head).as_bytes())?;
    let relations = [
        ("action:object", "file", "reference"),
        ("action:result", "provenance", "reference-provenance"),
    ];
    for (relation, prefix, referred) in relations {
        write!(out, ",\n\"{relation}\":[")?;
        for (index, item) in manifest.items.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let id = names.of(&format!("{prefix}:{}", item.path));
            write!(out, "{comma}\n{{\"@id\":\"{id}\"}}")?;
        }
        for reference in &manifest.references {
            let id = names.of(&format!("{referred}:{}", reference.sha256));
            write!(out, ",\n{{\"@id\":\"{id}\"}}")?;
        }
        out.write_all(b"]")?;
    }
    out.write_all(b"}\n")
}

/// Names of the things in the graph: UUIDs of version 5 in the package's namespace
/// (RFC 9562, 5.5), the same whenever they are computed.
struct Names(Uuid);

impl Names {
    fn of(&self, what: &str) -> String {
        let mut context = aws_lc_rs::digest::Context::new(
            // SHA-1 because the UUID's definition says so; nothing rests on it.
            &aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY,
        );
        context.update(self.0.as_bytes());
        context.update(what.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&context.finish().as_ref()[..16]);
        format!("urn:uuid:{}", Builder::from_sha1_bytes(bytes).into_uuid())
    }
}
