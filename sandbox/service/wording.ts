/** How a family tells what is wrong with a field. */
export interface Wording {
	required(name: string): string;
	/** None of several fields was sent. */
	requiredWithout(name: string, others: readonly string[]): string;
	text(name: string): string;
	whole(name: string): string;
	number(name: string): string;
	range(name: string, value: number, min?: number, max?: number): string;
	step(name: string, step: number): string;
	choice(name: string, values: readonly string[]): string;
	flag(name: string): string;
	yesNo(name: string): string;
	link(name: string): string;
	length(name: string, most: number): string;
	list(name: string): string;
	items(name: string, most: number): string;
	json(name: string): string;
}

/** The present documentation's short texts: the field's name comes first, and there is no full stop. */
const short: Wording = {
	required: (name) => `${name} is required`,
	requiredWithout: (name, others) => `${[name, ...others].join(' or ')} is required`,
	text: (name) => `${name} must be a string`,
	whole: (name) => `${name} must be an integer`,
	number: (name) => `${name} must be a number`,
	range: (name, _value, min, max) =>
		min !== undefined && max !== undefined
			? `${name} must be between ${min} and ${max}`
			: `${name} must be ${min !== undefined ? `at least ${min}` : `at most ${max}`}`,
	step: (name, step) => `${name} must be divisible by ${step}`,
	choice: (name, values) => `${name} must be one of ${values.join(', ')}`,
	flag: (name) => `${name} must be true or false`,
	yesNo: (name) => `${name} must be yes or no`,
	link: (name) => `${name} must be a valid URL`,
	length: (name, most) => `${name} must not have more than ${most} characters`,
	list: (name) => `${name} must be an array of strings`,
	items: (name, most) => `${name} must not have more than ${most} items`,
	json: (name) => `${name} must be an array`,
};

/** The sentences of the Laravel framework, on which the service runs; the one about flags has no full stop. */
const sentence: Wording = {
	required: (name) => `The ${name} field is required.`,
	requiredWithout: (name, others) =>
		`The ${name} field is required when ${others.join(' / ')} is not present.`,
	text: (name) => `The ${name} field must be a string.`,
	whole: (name) => `The ${name} field must be an integer.`,
	number: (name) => `The ${name} field must be a number.`,
	range: (name, value, min, max) =>
		max !== undefined && value > max
			? `The ${name} field must not be greater than ${max}.`
			: `The ${name} field must be at least ${min}.`,
	step: (name, step) => `The ${name} field must be a multiple of ${step}.`,
	choice: (name) => `The selected ${name} is invalid.`,
	flag: (name) => `The ${name} field must be true or false`,
	yesNo: (name) => `The selected ${name} is invalid.`,
	link: (name) => `The ${name} field must be a valid URL.`,
	length: (name, most) => `The ${name} field must not be greater than ${most} characters.`,
	list: (name) => `The ${name} field must be an array.`,
	items: (name, most) => `The ${name} field must not have more than ${most} items.`,
	json: (name) => `The ${name} field must be an array.`,
};

export const wordings = { short, sentence, object: sentence } as const;
