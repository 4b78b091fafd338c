/** Looks for a key in anything: every text that can be reached from a value, in every spelling that was thought of. */
import { createRequire } from 'node:module';
import { spellings } from '../../scripts/leak/search';

const flatted = createRequire(require.resolve('n8n-core'))('flatted') as {
	stringify(value: unknown): string;
};

interface Text {
	place: string;
	text: string;
}

/** Names of a value's own properties, those that nobody lists included. */
const namesOf = (value: object): Array<string | symbol> => Reflect.ownKeys(value);

function read(value: object, name: string | symbol): unknown {
	try {
		return (value as Record<string | symbol, unknown>)[name];
	} catch {
		return undefined;
	}
}

const isBytes = (value: object): value is Uint8Array => ArrayBuffer.isView(value);

/** Every text in a value: of properties and their names, errors with all they wrap, maps, sets and bytes. */
export function* textsIn(value: unknown, place = ''): Generator<Text> {
	const seen = new Set<object>();
	const open: Array<[unknown, string]> = [[value, place]];
	for (let next = open.pop(); next; next = open.pop()) {
		const [one, at] = next;
		if (typeof one === 'string') yield { place: at, text: one };
		else if (typeof one === 'number' || typeof one === 'bigint')
			yield { place: at, text: String(one) };
		if (typeof one !== 'object' || one === null || seen.has(one)) continue;
		seen.add(one);
		if (isBytes(one)) {
			yield { place: `${at}, its bytes`, text: Buffer.from(one as never).toString('utf8') };
			continue;
		}
		if (one instanceof Map || one instanceof Set) open.push([[...one], at]);
		for (const name of namesOf(one)) {
			yield { place: `${at}, a name`, text: String(name) };
			open.push([read(one, name), `${at}.${String(name)}`]);
		}
	}
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text without its escapes, whatever they are and however often: only to be compared with another one. */
export function bare(text: string): string {
	let plain = text;
	for (let round = 0; round < 3 && /[%&\\]/.test(plain); round++) {
		plain = plain
			.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
				Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
			)
			.replace(/&#(x?)([0-9a-f]{1,6});/gi, (whole, hex: string, number: string) => {
				const code = parseInt(number, hex ? 16 : 10);
				return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
			})
			.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => named[name])
			.replace(/\\u([0-9a-f]{4})/gi, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)));
	}
	return plain.replaceAll('\\', '').replaceAll('+', ' ').toLowerCase();
}

/** So many signs of a key in a row are a part of it that nobody may see. */
const part = 12;

/** A search for one key. */
export class Search {
	private readonly forms: Array<[form: string, text: string]>;
	private readonly parts: string[] = [];

	constructor(key: string) {
		this.forms = spellings(key);
		const whole = bare(key);
		for (let at = 0; at + part <= whole.length; at++) this.parts.push(whole.slice(at, at + part));
	}

	/** The form in which a text has the key in it. */
	private formIn(text: string): string | undefined {
		const form = this.forms.find(([, spelt]) => text.includes(spelt));
		if (form) return form[0];
		const plain = bare(text);
		return this.parts.some((each) => plain.includes(each)) ? 'a part of it' : undefined;
	}

	/** One line for each place in a value where the key stands. */
	in(value: unknown, place: string): string[] {
		// All texts at once: the places matter only where something is found.
		const texts = [...textsIn(value, place)];
		if (this.formIn(texts.map(({ text }) => text).join('\n')) === undefined) return [];
		return texts.flatMap((each) => {
			const form = this.formIn(each.text);
			return form === undefined ? [] : [`${each.place}: ${form}`];
		});
	}

	/** The same in what n8n writes into its database. */
	inStored(value: unknown, place: string): string[] {
		return this.in(flatted.stringify(value), `${place}, as stored`);
	}
}
