import type {
	IDataObject,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { hostOrigin } from '../nodes/StableDiffusion/api/host';

const keyHelp =
	'Check that the key is complete and still valid, and that Account says what it is for: an enterprise server has a key of its own.';

/** A rule of the credential test: what to say when the answer has this value. */
const rule = (key: string, value: string | undefined, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});

/** What n8n hands over: its present request options, or the older ones of the HTTP Request node. */
type AnyOptions = IHttpRequestOptions & {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
};

/** The body as an object that the key can be put into. */
function bodyOf(body: unknown): IDataObject {
	let value: unknown = body ?? {};
	if (typeof value === 'string') {
		try {
			value = value.trim() === '' ? {} : (JSON.parse(value) as unknown);
		} catch {
			value = undefined;
		}
	}
	if (
		typeof value === 'object' &&
		value !== null &&
		[Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
	) {
		return value as IDataObject;
	}
	throw new Error(
		'The Stable Diffusion API takes its key inside a JSON body: set the body to a JSON object.',
	);
}

/**
 * The request with the key in its body. Goes to the credential's own host and nowhere else: any other
 * address is refused, and redirects are not followed, because they would take the body along.
 */
function withKey(
	credentials: ICredentialDataDecryptedObject,
	options: AnyOptions,
): IHttpRequestOptions {
	const origin = hostOrigin(credentials.host);
	const asked = options.url ?? options.uri ?? '';
	const target = new URL(asked, origin);
	if (target.origin !== origin) {
		throw new Error(
			`This credential's key is for ${origin} only, and the request goes to ${target.origin}. Change one of the two.`,
		);
	}
	return {
		...options,
		...(options.uri === undefined ? { url: target.href } : { uri: target.href }),
		baseURL: undefined,
		body: { ...bodyOf(options.body), key: String(credentials.apiKey ?? '').trim() },
		json: true,
		disableFollowRedirect: true,
		...(options.uri === undefined ? {} : { followRedirect: false, followAllRedirects: false }),
	} as IHttpRequestOptions;
}

/**
 * The service takes its key in the JSON body of every call, fetches included. `authenticate` is the only
 * place that puts it there, and only for the credential's own host.
 */
export class StableDiffusionApi implements ICredentialType {
	name = 'stableDiffusionApi';

	displayName = 'Stable Diffusion API';

	icon: Icon = {
		light: 'file:../nodes/StableDiffusion/stableDiffusion.svg',
		dark: 'file:../nodes/StableDiffusion/stableDiffusion.dark.svg',
	};

	documentationUrl = 'https://docs.modelslab.com/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. aB3dE5fG7h...',
			description:
				'What your account is charged by: copy it from the API keys page of <a href="https://modelslab.com" target="_blank">the service</a>. An enterprise server has a key of its own.',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'https://modelslab.com',
			required: true,
			description:
				'Address of the service; the key is sent to no other. Must be https, except on this machine or in a private network.',
		},
		{
			displayName: 'Account',
			name: 'account',
			type: 'options',
			options: [
				{ name: 'Standard', value: 'standard', description: 'A key of modelslab.com' },
				{
					name: 'Enterprise',
					value: 'enterprise',
					description: 'The key of an enterprise server of your own',
				},
			],
			default: 'standard',
			description:
				'What the key is for: the service that everybody shares, or an enterprise server of your own, which has a key of its own',
		},
		{
			displayName: 'Plan',
			name: 'plan',
			type: 'options',
			options: [
				{ name: 'Pay as You Go', value: 'payAsYouGo', description: 'Up to 5 jobs in the queue' },
				{ name: 'Standard', value: 'standard', description: 'Up to 10 jobs in the queue' },
				{
					name: 'Unlimited Premium',
					value: 'unlimitedPremium',
					description: 'Up to 15 jobs in the queue',
				},
			],
			default: 'payAsYouGo',
			displayOptions: { show: { account: ['standard'] } },
			description:
				'What you have booked. It says how many jobs of the account may wait or run at once; the node holds further ones back until there is <a href="https://docs.modelslab.com/rate-limits" target="_blank">room in the queue</a>.',
		},
		{
			displayName: 'Queue Limit',
			name: 'queueLimit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
			default: 10,
			displayOptions: { show: { account: ['enterprise'] } },
			description:
				'How many jobs of your server may wait or run at once: the node holds further ones back until there is room',
		},
	];

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => withKey(credentials, options);

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: '={{$credentials.host}}',
			url: '={{$credentials.account === "enterprise" ? "/api/v1/enterprise/system_details" : "/api/wallet_balance"}}',
			body: {},
			// A refusal can come as HTTP 401 or as HTTP 200; read alike, both get the same words.
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...['Invalid API key', 'Invalid Api Key'].map((value) =>
				rule('message', value, `The API key was rejected. ${keyHelp}`),
			),
			...['error', 'failed'].map((value) =>
				rule(
					'status',
					value,
					`The service did not accept the call. If it is not merely busy: ${keyHelp}`,
				),
			),
			rule(
				'status',
				undefined,
				'This host does not answer like the service, or is in trouble just now. Check Host; the usual one is https://modelslab.com.',
			),
		],
	};
}
