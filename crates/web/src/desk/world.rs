//! The map of the world: the land of each participant, grouped by how far it has come.

use comity_treaty::StateCode;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Made by `cargo xtask world` (`docs/decisions/world-map.md`).
const TABLE: &str = include_str!("../../data/world.csv");

/// Where something stands on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Its land, as the data of an SVG path.
    Land(&'static str),
    /// A point, where the land is too small to be drawn.
    Point(&'static str, &'static str),
}

/// The map as it is stored.
struct World {
    size: Place,
    /// Land of no participant.
    plain: &'static str,
    places: BTreeMap<&'static str, Place>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut world = World {
        size: Place::Point("0", "0"),
        plain: "",
        places: BTreeMap::new(),
    };
    for (code, kind, place) in lines.filter_map(fields) {
        match (code, kind, place) {
            ("", "size", size) => world.size = size,
            ("", _, Place::Land(path)) => world.plain = path,
            _ => drop(world.places.insert(code, place)),
        }
    }
    world
});

fn fields(line: &'static str) -> Option<(&'static str, &'static str, Place)> {
    let (code, rest) = line.split_once(',')?;
    let (kind, shape) = rest.split_once(',')?;
    let place = if kind == "land" {
        Place::Land(shape)
    } else {
        let (x, y) = shape.split_once(' ')?;
        Place::Point(x, y)
    };
    Some((code, kind, place))
}

/// The map as a page draws it.
pub struct Map {
    /// Its width in units.
    pub width: &'static str,
    /// Its height in units.
    pub height: &'static str,
    /// Land of no participant.
    pub plain: &'static str,
    /// The participants, by what they are drawn with.
    pub groups: Vec<Group>,
}

/// Participants that are drawn alike.
pub struct Group {
    /// The key of how far they have come.
    pub key: &'static str,
    /// Each with its title.
    pub shapes: Vec<Shape>,
}

/// One participant on the map: land where `path` is not empty, else a point.
pub struct Shape {
    /// What the pointer is told.
    pub title: String,
    /// The data of its path.
    pub path: &'static str,
    /// Where its point is.
    pub at: (&'static str, &'static str),
}

impl Map {
    /// Draws participants, each under a key and with a title. The order of the keys is the order of drawing; points come
    /// last, over all land. Who is not on the map is left out.
    pub fn of(keys: &[&'static str], all: &[(StateCode, &'static str, String)]) -> Self {
        let (width, height) = match WORLD.size {
            Place::Point(width, height) => (width, height),
            Place::Land(_) => ("0", "0"),
        };
        let group = |points: bool, key: &'static str| Group {
            key,
            shapes: shapes(all.iter().filter(|(_, of, _)| *of == key), points),
        };
        let both = [false, true].into_iter();
        let groups = both.flat_map(|points| keys.iter().map(move |key| group(points, key)));
        Self {
            width,
            height,
            plain: WORLD.plain,
            groups: groups.filter(|group| !group.shapes.is_empty()).collect(),
        }
    }
}

fn shapes<'a>(
    all: impl Iterator<Item = &'a (StateCode, &'static str, String)>,
    points: bool,
) -> Vec<Shape> {
    let drawn = |(state, _, title): &(StateCode, &'static str, String)| {
        let (path, at) = match *WORLD.places.get(state.as_str())? {
            Place::Land(path) => (path, ("", "")),
            Place::Point(x, y) => ("", (x, y)),
        };
        let title = title.clone();
        (path.is_empty() == points).then_some(Shape { title, path, at })
    };
    all.filter_map(drawn).collect()
}

/// Whether a participant is on the map.
pub fn is_drawn(state: StateCode) -> bool {
    WORLD.places.contains_key(state.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_treaty::status::{ParticipantKind, Participants};

    #[test]
    fn every_state_is_on_the_map_and_within_it() {
        let Place::Point(width, height) = WORLD.size else {
            panic!("the map has no size");
        };
        let size = [width, height].map(|side| side.parse::<u32>().unwrap());
        for participant in Participants::united_nations().all() {
            let organisation = participant.kind == ParticipantKind::Reio;
            assert_eq!(is_drawn(participant.code), !organisation, "{participant:?}");
        }
        for (code, place) in &WORLD.places {
            let (x, y) = match place {
                Place::Land(path) => path[1..]
                    .split_once('l')
                    .unwrap()
                    .0
                    .split_once(' ')
                    .unwrap(),
                Place::Point(x, y) => (*x, *y),
            };
            let at = [x, y].map(|part| part.parse::<u32>().unwrap());
            assert!(at[0] <= size[0] && at[1] <= size[1], "{code}: {at:?}");
        }
    }

    /// The rings of path data, in units.
    fn rings(path: &str) -> Vec<Vec<(i32, i32)>> {
        let ring = |data: &str| {
            let steps = data.replace(['l', 'z'], " ").replace('-', " -");
            let steps: Vec<i32> = steps
                .split_whitespace()
                .map(|one| one.parse().unwrap())
                .collect();
            let walked = steps.chunks_exact(2).scan((0, 0), |at, step| {
                *at = (at.0 + step[0], at.1 + step[1]);
                Some(*at)
            });
            walked.collect()
        };
        path.split('M').skip(1).map(ring).collect()
    }

    /// Whether a place is on land: a ray from it crosses the outline an odd number of times.
    fn holds(path: &str, (x, y): (f64, f64)) -> bool {
        let crosses = |(one, other): (&(i32, i32), &(i32, i32))| {
            let [(x1, y1), (x2, y2)] = [one, other].map(|at| (f64::from(at.0), f64::from(at.1)));
            (y1 > y) != (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        };
        let crossings = |ring: &Vec<(i32, i32)>| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).filter(|pair| crosses(*pair)).count()
        };
        rings(path).iter().map(crossings).sum::<usize>() % 2 == 1
    }

    #[test]
    fn land_belongs_to_whom_the_united_nations_say() {
        // Places in units of the drawing, as `xtask/world/shapes.mjs` projects them; no code is the plain land.
        let places = [
            ("Hargeisa", (591.4, 212.5), "SOM"),
            ("Taipei", (798.0, 158.6), "CHN"),
            ("Simferopol", (554.1, 85.7), "UKR"),
            ("the Golan", (563.4, 126.4), "SYR"),
            ("Rabat", (450.5, 126.4), "MAR"),
            ("Laayoune", (434.4, 148.0), ""),
            ("Dakhla", (426.8, 158.9), ""),
            ("Pristina", (522.6, 94.0), ""),
            ("Greenland", (401.3, 16.8), ""),
        ];
        let land = WORLD.places.iter().filter_map(|(code, place)| match place {
            Place::Land(path) => Some((*code, *path)),
            Place::Point(..) => None,
        });
        let land: Vec<_> = land.chain([("", WORLD.plain)]).collect();
        for (name, at, code) in places {
            let found = land.iter().filter(|(_, path)| holds(path, at));
            let found: Vec<_> = found.map(|(code, _)| *code).collect();
            assert_eq!(found, [code], "{name}");
        }
    }

    #[test]
    fn paths_hold_nothing_but_path_data() {
        let path = |place: &Place| match place {
            Place::Land(path) => *path,
            Place::Point(..) => "M0 0z",
        };
        for data in WORLD.places.values().map(path).chain([WORLD.plain]) {
            let odd = data.find(|c: char| !"Mlz- ".contains(c) && !c.is_ascii_digit());
            assert!(data.starts_with('M') && odd.is_none(), "{data}");
        }
    }
}
