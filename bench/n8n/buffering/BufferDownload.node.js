// @ts-check
// A node for the bench alone, of the usual kind: it takes a file into memory whole and hands it to n8n. n8n loads
// it through N8N_CUSTOM_EXTENSIONS.

/** @typedef {import('n8n-workflow').IExecuteFunctions} Context */
/** @typedef {import('n8n-workflow').INodeExecutionData} Item */

exports.BufferDownload = class BufferDownload {
	constructor() {
		this.description = {
			displayName: 'Buffer Download',
			name: 'bufferDownload',
			group: ['transform'],
			version: 1,
			description: 'Download a file into memory',
			defaults: { name: 'Buffer Download' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [
				{ displayName: 'URL', name: 'url', type: 'string', default: '' },
				{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 1 },
			],
		};
	}

	/** @this {Context} */
	async execute() {
		const { length } = this.getInputData();
		const atOnce = Number(this.getNodeParameter('atOnce', 0));
		/** @type {Item[]} */
		const out = [];
		let next = 0;
		const work = async () => {
			for (let item = next++; item < length; item = next++) {
				const url = String(this.getNodeParameter('url', item));
				/** @type {Buffer} */
				const bytes = await this.helpers.httpRequest({ url, encoding: 'arraybuffer' });
				const data = await this.helpers.prepareBinaryData(bytes, `${item}.png`, 'image/png');
				out[item] = { json: {}, binary: { data }, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: atOnce }, work));
		return [out];
	}
};
