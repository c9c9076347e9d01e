// The map's shapes: a line for each participant, from Natural Earth in an equal-area projection.
//
//   node shapes.mjs NODE_MODULES PARTICIPANTS.csv > world.csv
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { practised, verify } from './practice.mjs';

const [, , folder, table] = process.argv;
const from = createRequire(`${folder}/`);
const { geoArea, geoCentroid, geoEqualEarth, geoPath } = await import(from.resolve('d3-geo'));
const { presimplify, simplify } = await import(from.resolve('topojson-simplify'));
const read = (name) => JSON.parse(readFileSync(from.resolve(name), 'utf8'));

// Units of the drawing: its width, room for islands at its edges, the least a ring may span, and the radius of a point.
const WIDTH = 1000, MARGIN = 30, RING_MIN = 2, DOT = 4;
// The least area a bend of a border may have, in square degrees.
const BEND_MIN = 0.25;
// Longitude of the map's middle: the cut then goes through no land but Antarctica.
const MIDDLE = 11;
const ANTARCTICA = '010';

const participants = readFileSync(table, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).slice(1).map((line) => line.split(',')[0]);
const listed = new Set(participants);
// A number may have had other codes before.
const alpha3 = new Map();
for (const codes of Object.values(read('cldr-core/supplemental/codeMappings.json').supplemental.codeMappings)) {
  if (listed.has(codes._alpha3)) alpha3.set(codes._numeric, codes._alpha3);
}

/** The areas of a scale of Natural Earth as the United Nations draw them, Antarctica aside. */
function areas(scale, least) {
  const all = read(`world-atlas/countries-${scale}.json`);
  const topology = least ? simplify(presimplify(all), least) : all;
  return practised(topology).filter((one) => one.id !== ANTARCTICA);
}

const whole = (features) => ({ type: 'FeatureCollection', features });
const coarse = areas('110m', BEND_MIN);
verify(areas('110m'));
const projection = geoEqualEarth().rotate([-MIDDLE, 0]).fitExtent([[MARGIN, 2], [WIDTH - MARGIN, WIDTH]], whole(coarse));
const [[, top], [, bottom]] = geoPath(projection).bounds(whole(coarse));
const height = Math.ceil(bottom - top) + 4;
projection.translate([projection.translate()[0], projection.translate()[1] - top + 2]);

/** The rings of a projected area in whole units, without points that fall together. */
function rings(area) {
  const all = [];
  const pen = {
    moveTo: (x, y) => all.push([[Math.round(x), Math.round(y)]]),
    lineTo: (x, y) => {
      const ring = all.at(-1), [X, Y] = [Math.round(x), Math.round(y)], last = ring.at(-1);
      if (last[0] !== X || last[1] !== Y) ring.push([X, Y]);
    },
    closePath: () => {}, arc: () => {},
  };
  geoPath(projection, pen)(area);
  return all.filter((ring) => ring.length > 2);
}

const span = (ring) => Math.max(...[0, 1].map((axis) => Math.max(...ring.map((at) => at[axis])) - Math.min(...ring.map((at) => at[axis]))));

/** A ring as path data: where it begins, then steps. */
function path(ring) {
  let [x, y] = ring[0];
  const steps = ring.slice(1).map(([X, Y]) => {
    const step = `${X - x}${Y - y < 0 ? '' : ' '}${Y - y}`;
    [x, y] = [X, Y];
    return step;
  });
  return `M${ring[0][0]} ${ring[0][1]}l${steps.reduce((all, one) => all + (all && !one.startsWith('-') ? ' ' : '') + one, '')}z`;
}

const shapes = new Map(), plain = [];
for (const area of coarse) {
  const code = alpha3.get(area.id), all = rings(area);
  const large = all.filter((ring) => span(ring) >= RING_MIN);
  if (!listed.has(code)) plain.push(...large.map(path));
  else if (large.some((ring) => span(ring) >= 2 * DOT)) shapes.set(code, large.map(path).join(''));
}

/** The middle of the largest part: an archipelago's own middle may be open sea. */
function middle(area) {
  const parts = area.geometry.type === 'Polygon' ? [area.geometry.coordinates] : area.geometry.coordinates;
  const largest = parts.map((coordinates) => ({ type: 'Polygon', coordinates })).sort((one, other) => geoArea(other) - geoArea(one))[0];
  return projection(geoCentroid(largest)).map(Math.round);
}

const dots = new Map();
for (const scale of ['110m', '50m', '10m']) {
  for (const area of areas(scale)) {
    const code = alpha3.get(area.id);
    if (listed.has(code) && !shapes.has(code) && !dots.has(code)) dots.set(code, middle(area).join(' '));
  }
}

const lines = [
  '# The land of each participant, in the Equal Earth projection; a participant too small to be drawn is a point.',
  '# Made by `cargo xtask world` from Natural Earth (public domain), as world-atlas 2.0.2 (ISC) carries it: areas of the scale',
  '# 1:110 million, points of 1:50 and 1:10 million. What no participant has a code for stands under no code.',
  'code,kind,shape',
  `,size,${WIDTH} ${height}`,
  `,land,${plain.join('')}`,
  ...participants.flatMap((code) => shapes.has(code) ? [`${code},land,${shapes.get(code)}`] : dots.has(code) ? [`${code},point,${dots.get(code)}`] : []),
];
process.stdout.write(`${lines.join('\n')}\n`);
process.stderr.write(`${shapes.size} areas, ${dots.size} points, on no map: ${participants.filter((code) => !shapes.has(code) && !dots.has(code)).join(' ')}\n`);
