/** Endings that are not the second half of the type. */
const endings: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/svg+xml': 'svg',
	'audio/mpeg': 'mp3',
	'audio/wave': 'wav',
	'audio/mp4': 'm4a',
	'video/quicktime': 'mov',
	'model/gltf-binary': 'glb',
};

/** The file name ending for a type such as `audio/x-wav`, without the dot. */
export function endingOf(type: string): string {
	const plain = type.toLowerCase().replace(/\/(x|vnd)[-.]/, '/');
	return endings[plain] ?? plain.split('/')[1];
}
