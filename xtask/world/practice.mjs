// Which land belongs to whom by the practice of the United Nations, where Natural Earth draws what is held in fact.
//
// Each rule stands with its reason, and with places that must then be found where it says: the map is not made otherwise.
import { createRequire } from 'node:module';

const from = createRequire(`${process.argv[2]}/`);
const { geoContains } = await import(from.resolve('d3-geo'));
const { feature, merge } = await import(from.resolve('topojson-client'));

// By Natural Earth's names: whole areas that are part of a State.
const PARTS = [
  ['Somaliland', 'Somalia'], // One Member State; nobody else is admitted for its land.
  ['N. Cyprus', 'Cyprus'], // Security Council resolutions 541 (1983) and 550 (1984).
  ['Taiwan', 'China'], // General Assembly resolution 2758 (XXVI).
];
// An island or peninsula of one that is part of another, by a place in it.
const PIECES = [
  ['Russia', 'Ukraine', [34.3, 45.2]], // Crimea: General Assembly resolution 68/262.
];
// Two that meet at a line: the first is north or west of it. Axis 0 is the longitude, 1 the latitude.
const LINES = [
  // A Non-Self-Governing Territory: the parallel of 27°40' N is its border in the list of the United Nations.
  ['Morocco', 'W. Sahara', 1, 27 + 40 / 60],
  // The Golan: Security Council resolution 497 (1981). The meridian is that of the eastern shore of Lake Tiberias.
  ['Israel', 'Syria', 0, 35.64],
];
const PLACES = [
  ['Somalia', [44.1, 9.6]], ['Cyprus', [33.6, 35.3]], ['China', [121, 24]], ['Ukraine', [34.1, 45]], ['Morocco', [-9, 29.5]],
  ['W. Sahara', [-12.5, 26.9]], ['W. Sahara', [-15, 23.9]], ['Syria', [35.9, 33]], ['Kosovo', [21, 42.6]], ['Greenland', [-40, 72]],
];

const polygons = (area) => area.type === 'Polygon' ? [area.arcs] : area.arcs;
const named = (all, name) => all.find((area) => area.properties.name === name);

/** The areas of a topology, as the United Nations draw them. */
export function practised(topology) {
  const all = topology.objects.countries.geometries.map((area) => ({ ...area, pieces: polygons(area) }));
  for (const [name, of] of PARTS) joined(all, name, of);
  for (const [name, of, place] of PIECES) moved(topology, named(all, name), named(all, of), place);
  const whole = (area) => ({ type: 'Feature', id: area.id, properties: area.properties, geometry: outline(topology, area.pieces) });
  const features = all.map(whole);
  for (const [first, second, axis, line] of LINES) {
    const both = outline(topology, [first, second].flatMap((name) => named(all, name).pieces));
    named(features, first).geometry = beyond(both, axis, line, axis ? 1 : -1);
    named(features, second).geometry = beyond(both, axis, line, axis ? -1 : 1);
  }
  return features;
}

/** Pieces as one geometry, without the borders between them. */
const outline = (topology, pieces) => merge(topology, pieces.map((arcs) => ({ type: 'Polygon', arcs })));

function joined(all, name, of) {
  const part = named(all, name);
  named(all, of).pieces.push(...part.pieces);
  all.splice(all.indexOf(part), 1);
}

function moved(topology, one, other, place) {
  const holds = (arcs) => geoContains(feature(topology, { type: 'Polygon', arcs }), place);
  other.pieces.push(...one.pieces.filter(holds));
  one.pieces = one.pieces.filter((arcs) => !holds(arcs));
}

/** What of a geometry is on one side of a line; `side` is 1 where coordinates are greater. */
function beyond({ coordinates }, axis, line, side) {
  const cut = (ring) => closed(ring.slice(1).flatMap((to, at) => step(ring[at], to, axis, line, side)));
  const all = coordinates.map((rings) => rings.map(cut).filter((ring) => ring.length > 3));
  return { type: 'MultiPolygon', coordinates: all.filter((rings) => rings.length) };
}

/** What of a step is beyond the line: where it crosses, and where it ends (Sutherland and Hodgman, 1974). */
function step(one, other, axis, line, side) {
  const [before, after] = [one, other].map((at) => (at[axis] - line) * side > 0);
  const share = (line - one[axis]) / (other[axis] - one[axis]);
  const crossing = one.map((part, index) => part + share * (other[index] - part));
  return [...before === after ? [] : [crossing], ...after ? [other] : []];
}

const closed = (ring) => ring.length ? [...ring, ring[0]] : [];

/** Ends the making of a map on which a place is not where it belongs. */
export function verify(features) {
  for (const [name, place] of PLACES) {
    const found = features.filter((area) => geoContains(area, place)).map((area) => area.properties.name);
    if (String(found) !== name) throw new Error(`${place} is drawn as ${found || 'nobody'} instead of ${name}`);
  }
}
