import { normalOf, type Mesh, type Point } from './mesh';

const text = (point: readonly number[]) => point.map((part) => part.toFixed(5)).join(' ');

/** Wavefront OBJ: text, corners counted from 1. */
export function encodeObj({ points, triangles }: Mesh): Buffer {
	const lines = [
		...points.map((point) => `v ${text(point)}`),
		...triangles.map((corners) => `f ${corners.map((corner) => corner + 1).join(' ')}`),
	];
	return Buffer.from(`${lines.join('\n')}\n`);
}

/** PLY in its text form. */
export function encodePly({ points, triangles }: Mesh): Buffer {
	const lines = [
		'ply',
		'format ascii 1.0',
		`element vertex ${points.length}`,
		...['x', 'y', 'z'].map((axis) => `property float ${axis}`),
		`element face ${triangles.length}`,
		'property list uchar int vertex_indices',
		'end_header',
		...points.map(text),
		...triangles.map((corners) => `3 ${corners.join(' ')}`),
	];
	return Buffer.from(`${lines.join('\n')}\n`);
}

/** STL in its binary form: 50 bytes per triangle. */
export function encodeStl(mesh: Mesh): Buffer {
	const { points, triangles } = mesh;
	const bytes = Buffer.alloc(84 + triangles.length * 50);
	// The text before must not begin with "solid", which would announce the text form.
	bytes.write('binary, made by the sandbox', 0, 'latin1');
	bytes.writeUInt32LE(triangles.length, 80);
	triangles.forEach((corners, index) => {
		const vectors: Point[] = [normalOf(mesh, corners), ...corners.map((corner) => points[corner])];
		vectors.flat().forEach((part, place) => {
			bytes.writeFloatLE(part, 84 + index * 50 + place * 4);
		});
	});
	return bytes;
}

/** Codes of glTF 2.0. */
const codes = { short: 5123, float: 5126, points: 34962, corners: 34963 };

/** glTF 2.0 in its binary form: a description as JSON, then points and corners as numbers. */
export function encodeGlb({ points, triangles }: Mesh): Buffer {
	const pointBytes = Buffer.alloc(points.length * 12);
	points.flat().forEach((part, index) => pointBytes.writeFloatLE(part, index * 4));
	const cornerBytes = Buffer.alloc(triangles.length * 6);
	triangles.flat().forEach((corner, index) => cornerBytes.writeUInt16LE(corner, index * 2));
	const bound = (pick: (...values: number[]) => number) =>
		[0, 1, 2].map((axis) => Math.fround(pick(...points.map((point) => point[axis]))));
	const description = {
		asset: { version: '2.0', generator: 'sandbox' },
		scene: 0,
		scenes: [{ nodes: [0] }],
		nodes: [{ mesh: 0 }],
		meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
		accessors: [
			{
				bufferView: 0,
				componentType: codes.float,
				count: points.length,
				type: 'VEC3',
				min: bound(Math.min),
				max: bound(Math.max),
			},
			{
				bufferView: 1,
				componentType: codes.short,
				count: triangles.length * 3,
				type: 'SCALAR',
			},
		],
		bufferViews: [
			{ buffer: 0, byteOffset: 0, byteLength: pointBytes.length, target: codes.points },
			{
				buffer: 0,
				byteOffset: pointBytes.length,
				byteLength: cornerBytes.length,
				target: codes.corners,
			},
		],
		buffers: [{ byteLength: pointBytes.length + cornerBytes.length }],
	};
	const chunks = [
		chunk('JSON', Buffer.from(JSON.stringify(description)), ' '),
		chunk('BIN\0', Buffer.concat([pointBytes, cornerBytes]), '\0'),
	];
	const head = Buffer.alloc(12);
	head.write('glTF', 0, 'latin1');
	head.writeUInt32LE(2, 4);
	head.writeUInt32LE(12 + chunks[0].length + chunks[1].length, 8);
	return Buffer.concat([head, ...chunks]);
}

/** A chunk is filled up to a multiple of four bytes. */
function chunk(name: string, bytes: Buffer, filling: string): Buffer {
	const full = Buffer.alloc(Math.ceil(bytes.length / 4) * 4, filling);
	bytes.copy(full);
	const head = Buffer.alloc(8);
	head.writeUInt32LE(full.length, 0);
	head.write(name, 4, 'latin1');
	return Buffer.concat([head, full]);
}
