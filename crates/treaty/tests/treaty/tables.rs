//! Prints the permissions and the law's tables to `docs/`.

use std::fmt::Write as _;

use comity_treaty::law::bounds::BOUNDS;
use comity_treaty::law::grounds::Availability;
use comity_treaty::law::limits::LIMITS;
use comity_treaty::law::{
    AssistanceKind, Channel, ConventionOffence, Ground, OffenceClass, Period,
};
use comity_treaty::permissions::Others;
use comity_treaty::{Actor, Article, Measure, PERMISSIONS, Role, Rule};

use crate::documents::{PRINTED, RULE_HEAD, check, kind, print_rule, text, words};

#[test]
fn permissions() {
    let mut out = format!("# Who may do what in a matter\n\n{PRINTED}\n");
    out.push_str(
        "One table, asked before every decision. *Persons* counts the one who took the step before: where it is 2, the \
         second has to be somebody else, whatever roles the first one holds. Overseers read everything about the process and \
         change nothing; administrators run the node and see no case. *Asked again*: forms ask the officer a second time before \
         it is done, because it takes two persons or cannot be taken back.\n\n",
    );
    let roles = Role::ALL.iter().fold(String::new(), |all, role| {
        all + &format!(" {} |", words(role.key()))
    });
    let columns = " --- |".repeat(Role::ALL.len());
    let _ = writeln!(
        out,
        "| act |{roles} besides officers | persons | asked again | what it does |"
    );
    let _ = writeln!(out, "| --- |{columns} --- | --- | --- | --- |");
    for row in PERMISSIONS {
        let cells: String = Role::ALL
            .iter()
            .map(|role| {
                if row.roles.contains(role) {
                    " yes |"
                } else {
                    " |"
                }
            })
            .collect();
        let others = match row.others {
            Others::Nobody => "",
            Others::Peer => "the other State",
            Others::Deadline => "deadline",
            Others::Consequence => "linked matter or delivery",
        };
        let again = if row.asks_again() { "yes" } else { "" };
        let _ = writeln!(
            out,
            "| `{}` |{cells} {others} | {} | {again} | {} |",
            row.key, row.persons, row.does
        );
    }
    check("permissions.md", &out);
}

/// The table is not only printed: no role outside a row gets past it.
#[test]
fn a_role_outside_the_row_is_refused() {
    for row in PERMISSIONS {
        for role in Role::ALL {
            let actor: Actor = comity_treaty::sample::officer("o", role);
            assert_eq!(
                row.act.permit(&actor).is_ok(),
                row.roles.contains(&role),
                "{}",
                row.key
            );
        }
    }
}

#[test]
fn law() {
    let mut out = format!("# The law's tables\n\n{PRINTED}\n");
    print_grounds(&mut out);
    print_channels(&mut out);
    print_periods(&mut out);
    print_bounds(&mut out);
    print_limits(&mut out);
    print_kinds(&mut out);
    let _ = writeln!(
        out,
        "\n## Rules\n\nWhere a rule is waivable, the State may set it aside in a matter: reason, second person, event.\n\n{RULE_HEAD}"
    );
    for rule in Rule::ALL {
        print_rule(&mut out, *rule);
    }
    out.push_str("\n## Provisions\n\n| provision | about | confidence |\n| --- | --- | --- |\n");
    for article in Article::ALL {
        let _ = writeln!(
            out,
            "| {article} | {} | {:?} |",
            article.subject(),
            article.confidence()
        );
    }
    check("procedures/law.md", &out);
}

fn print_grounds(out: &mut String) {
    let measures: Vec<String> = Measure::of_cases()
        .map(|m| format!(" {} ({}) |", m.title(), m.article().reference()))
        .collect();
    let columns = " --- |".repeat(measures.len());
    out.push_str("## Grounds for refusing\n\nA measure in which taking part is voluntary may be declined on any of its grounds, or without one. In extradition every refusal is consulted on where appropriate, Art. 37(17). A test call is about no case: it is answered or it is not, and nobody refuses it.\n\n");
    let _ = writeln!(
        out,
        "| code | ground | consult first |{}\n| --- | --- | --- |{columns}",
        measures.concat()
    );
    for ground in Ground::ALL {
        let name = serde_json::to_value(ground).unwrap();
        let consult = if ground.of_paragraph_21() { "yes" } else { "" };
        let cells = Measure::of_cases().fold(String::new(), |all, measure| {
            all + &format!(" {} |", availability(ground, measure))
        });
        let (code, name) = (ground.code(), words(text(&name)));
        let _ = writeln!(out, "| {code} | {name} | {consult} |{cells}");
    }
}

fn availability(ground: Ground, measure: Measure) -> String {
    let article = ground.article(measure);
    match ground.availability(measure) {
        Availability::Open => format!("yes, {article}"),
        Availability::UnderReservation => {
            format!("with the reservation of {article}, non-Convention offence")
        }
        Availability::GateFailed => format!("once the personal-data gate failed, {article}"),
        Availability::Closed(rule, article) => format!("no: `{}`, {article}", rule.key()),
    }
}

fn print_bounds(out: &mut String) {
    out.push_str("\n## Bounds\n\nThe numbers a document may hold.\n\n| what | least | from | most | from | provision |\n| --- | --- | --- | --- | --- | --- |\n");
    for bound in BOUNDS {
        let (floor, ceiling) = (kind(bound.floor), kind(bound.ceiling));
        let (counts, least, most) = (bound.counts, bound.least, bound.most);
        let article = bound.article;
        let _ = writeln!(
            out,
            "| {counts} | {least} | {floor} | {most} | {ceiling} | {article} |"
        );
    }
}

fn print_limits(out: &mut String) {
    out.push_str("\n## Limits\n\nPolicy. The State may lift in a matter what it alone holds; what the State the requests go to holds too, nobody lifts.\n\n| measure | requests to one State | within | rule | held by the other State too |\n| --- | --- | --- | --- | --- |\n");
    for limit in LIMITS {
        let (measure, most, hours) = (limit.measure, limit.most, limit.within.hours());
        let rule = limit.rule.key();
        let there = if limit.held_there { "yes" } else { "no" };
        let _ = writeln!(
            out,
            "| {measure} | {most} | {hours} h | `{rule}` | {there} |"
        );
    }
}

fn print_channels(out: &mut String) {
    out.push_str("\n## Channels\n\n| channel | Convention offence | other serious crime | other offence |\n| --- | --- | --- | --- |\n");
    let channels = [
        (
            Channel::ElectronicEvidence,
            "electronic evidence (40, 42 to 46)",
        ),
        (Channel::Network, "24/7 network (41)"),
        (Channel::Extradition, "extradition (37)"),
        (
            Channel::LawEnforcement,
            "law-enforcement cooperation, joint investigations (47, 48)",
        ),
        (Channel::AssetRecovery, "asset recovery (49 to 52)"),
        (
            Channel::PersonsAndProceedings,
            "sentenced persons, transfer of proceedings (38, 39)",
        ),
    ];
    for (channel, name) in channels {
        let classes = [
            OffenceClass::Convention,
            OffenceClass::Serious,
            OffenceClass::Other,
        ];
        let cells: String = classes
            .map(|class| {
                if channel.open_for(class) {
                    " yes |"
                } else {
                    " no |"
                }
            })
            .concat();
        let _ = writeln!(out, "| {name} |{cells}");
    }
    let numbers: Vec<String> = ConventionOffence::ALL
        .iter()
        .map(|o| o.article_number().to_string())
        .collect();
    let _ = writeln!(
        out,
        "\nConvention offences are those of Arts. {}; an article by which one of the two States is not bound makes none between \
         them. Serious crime: a maximum penalty of at least 48 months, or a heavier penalty, Art. 2(h).",
        numbers.join(", ")
    );
}

fn print_kinds(out: &mut String) {
    out.push_str("\n## Kinds of assistance\n\nThe kinds of one request all have the same measure. Where the product is no evidence, another measure serves it.\n\n| provision | kind | measure | needs besides what every request needs | comes back |\n| --- | --- | --- | --- | --- |\n");
    for kind in AssistanceKind::ALL {
        let (does, measure) = (kind.does(), kind.measure().title());
        let needs: Vec<String> = kind
            .needs()
            .iter()
            .map(|need| words(text(&serde_json::to_value(need).unwrap())))
            .collect();
        let (article, needs, product) = (kind.article(), needs.join(", "), kind.product());
        let _ = writeln!(
            out,
            "| {article} | {does} | {measure} | {needs} | {product} |"
        );
    }
}

fn print_periods(out: &mut String) {
    out.push_str("\n## Periods\n\n| period | length | kind | provision | confidence |\n| --- | --- | --- | --- | --- |\n");
    for period in Period::ALL {
        let length = match period.hours() {
            0 => "the date named in the case".into(),
            hours if hours % 24 == 0 => format!("{} d", hours / 24),
            hours => format!("{hours} h"),
        };
        let _ = writeln!(
            out,
            "| {period:?} | {length} | {} | {} | {:?} |",
            kind(period.kind()),
            period.article(),
            period.confidence()
        );
    }
}
