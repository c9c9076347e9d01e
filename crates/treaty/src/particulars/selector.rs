//! One identifier names one account. A request that would fetch many at a stroke is no request for a specific case
//! (Arts 23(1) and 41(1)), so wildcards, ranges and lists are refused wherever an account is named.

/// Words with which somebody asks for everybody.
const SWEEPING: [&str; 6] = ["all ", "any ", "every", "everyone", "anyone", "each "];

/// Whether the text names one account, as far as its form shows.
pub(super) fn names_one(identifier: &str) -> bool {
    let text = identifier.trim().to_lowercase();
    let listed = text.contains(['\n', ';', ',']);
    let wild = text.contains('*') || text.contains("..") || percent_wildcard(&text);
    let sweeping = SWEEPING.iter().any(|word| text.starts_with(word));
    !(listed || wild || sweeping || is_network(&text) || is_address_range(&text))
}

/// A percent sign that does not begin an escape, as `%40` does.
fn percent_wildcard(text: &str) -> bool {
    let mut parts = text.split('%');
    parts.next();
    parts.any(|rest| {
        let escape: Vec<_> = rest.chars().take(2).collect();
        escape.len() < 2 || !escape.iter().all(char::is_ascii_hexdigit)
    })
}

/// `198.51.100.0/24`: an address with a prefix that leaves room for more than one.
fn is_network(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return false;
    };
    let Ok(address) = address.trim().parse::<std::net::IpAddr>() else {
        return false;
    };
    let whole = if address.is_ipv4() { 32 } else { 128 };
    prefix.trim().parse::<u8>().is_ok_and(|bits| bits < whole)
}

/// `198.51.100.1-198.51.100.9` or `198.51.100.1-9`.
fn is_address_range(text: &str) -> bool {
    let Some((from, to)) = text.split_once(['-', '–']) else {
        return false;
    };
    let address = from.trim().parse::<std::net::IpAddr>().is_ok();
    address && to.trim().starts_with(|c: char| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_is_one_account() {
        for one in [
            "harbour.light@nordmail.example",
            "198.51.100.7",
            "198.51.100.7/32",
            "2001:db8::7",
            "https://chat.example/u/a%40b?x=1",
            "+49-151-0000000",
            "allan.harper",
        ] {
            assert!(names_one(one), "{one}");
        }
    }

    #[test]
    fn wildcards_ranges_and_lists_are_many() {
        for many in [
            "*@nordmail.example",
            "user%",
            "all users of nordmail.example",
            "Everyone in the group",
            "198.51.100.0/24",
            "198.51.100.1-198.51.100.9",
            "198.51.100.1 - 9",
            "user1..user9",
            "a@nordmail.example, b@nordmail.example",
        ] {
            assert!(!names_one(many), "{many}");
        }
    }
}
