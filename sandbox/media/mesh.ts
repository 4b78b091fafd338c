import { drawer } from '../paint/noise';

const { cos, hypot, PI, sin } = Math;

export type Point = readonly [x: number, y: number, z: number];

/** A closed surface of triangles, counted anticlockwise as seen from outside. */
export interface Mesh {
	points: Point[];
	triangles: [number, number, number][];
}

const rings = 10;
const sectors = 16;

/** A turned body like a vase or a chess piece; text and seed give its outline. */
export function turnedBody(text: string, seed: number): Mesh {
	const draw = drawer(`mesh ${text} ${seed}`);
	const points: Point[] = [[0, -1, 0]];
	for (let ring = 1; ring < rings; ring += 1) {
		const radius = 0.25 + draw() * 0.5;
		const height = -cos((PI * ring) / rings);
		for (let sector = 0; sector < sectors; sector += 1) {
			const angle = (2 * PI * sector) / sectors;
			points.push([radius * cos(angle), height, -radius * sin(angle)]);
		}
	}
	points.push([0, 1, 0]);
	return { points, triangles: skin(points.length - 1) };
}

/** Corners of all triangles: a fan at the bottom, two per field between the rings, a fan at the top. */
function skin(top: number): Mesh['triangles'] {
	const triangles: Mesh['triangles'] = [];
	const at = (ring: number, sector: number) => 1 + (ring - 1) * sectors + (sector % sectors);
	for (let sector = 0; sector < sectors; sector += 1) {
		triangles.push([0, at(1, sector + 1), at(1, sector)]);
		for (let ring = 1; ring < rings - 1; ring += 1) {
			const [a, b] = [at(ring, sector), at(ring, sector + 1)];
			const [c, d] = [at(ring + 1, sector), at(ring + 1, sector + 1)];
			triangles.push([a, b, d], [a, d, c]);
		}
		triangles.push([at(rings - 1, sector), at(rings - 1, sector + 1), top]);
	}
	return triangles;
}

/** The direction that a triangle faces, of length 1. */
export function normalOf({ points }: Mesh, [a, b, c]: Mesh['triangles'][number]): Point {
	const [ax, ay, az] = points[a];
	const [ux, uy, uz] = [points[b][0] - ax, points[b][1] - ay, points[b][2] - az];
	const [vx, vy, vz] = [points[c][0] - ax, points[c][1] - ay, points[c][2] - az];
	const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
	const length = hypot(x, y, z) || 1;
	return [x / length, y / length, z / length];
}
