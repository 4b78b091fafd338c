// Workflows of an AI Agent with one Stable Diffusion node as its tool.
import type { WorkflowNode } from '../scripts/lib/examples';
import { exampleCredential } from '../scripts/lib/n8nFolder';
import type { Draft } from './batches';
import { start } from './batches';
import type { Turn } from './openAi';

export const agent = 'AI Agent';
export const tool = 'Stable Diffusion';
/** The tool's argument, in the words that the model reads. */
export const about = 'What the picture shows';
const model = 'OpenAI Chat Model';
const langchain = '@n8n/n8n-nodes-langchain';

/** Makes a small picture of what the model asks for. */
export const drawing = {
	model_id: { __rl: true, mode: 'id', value: 'flux' },
	prompt: `={{ $fromAI('prompt', '${about}') }}`,
	options: { width: 256, height: 256 },
};

/** Ids of n8n's own. */
export interface Credentials {
	openAi: string;
	service: string;
}

/** What one conversation is like. */
export interface Talk {
	api: Turn['api'];
	/** What the user says to the agent. */
	says: string;
	/** The tool's parameters. */
	parameters?: Record<string, unknown>;
	/** The tool's settings, such as On Error. */
	settings?: Record<string, unknown>;
	/** In place of the service's usual credential. */
	service?: string;
}

/** The AI Agent that an n8n offers who adds one. */
const agentVersion = (isOld: boolean): number => (isOld ? 3 : 3.1);

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode => ({ id: name, name, type, typeVersion, position: [0, 0], parameters });

/** Start, the agent with the user's words, its model and its tool. */
export function conversation(
	name: string,
	talk: Talk,
	{ openAi, service }: Credentials,
	isOld: boolean,
): Draft {
	const nodes: WorkflowNode[] = [
		node(start, 'n8n-nodes-base.manualTrigger', 1, {}),
		node(agent, `${langchain}.agent`, agentVersion(isOld), {
			promptType: 'define',
			text: talk.says,
			options: { returnIntermediateSteps: true },
		}),
		{
			...node(model, `${langchain}.lmChatOpenAi`, 1.3, {
				model: { __rl: true, mode: 'list', value: 'gpt-5-mini' },
				...(talk.api === 'completions' && { responsesApiEnabled: false }),
				builtInTools: {},
				options: { maxRetries: 0 },
			}),
			credentials: { openAiApi: { id: openAi, name: 'OpenAI' } },
		},
		{
			...node(tool, 'n8n-nodes-stable-diffusion-api.stableDiffusionTool', 1, {
				...(talk.parameters ?? drawing),
			}),
			credentials: {
				[exampleCredential.type]: { id: talk.service ?? service, name: exampleCredential.name },
			},
			...talk.settings,
		},
	];
	const connections = Object.fromEntries(
		[
			[start, 'main'],
			[model, 'ai_languageModel'],
			[tool, 'ai_tool'],
		].map(([from, type]) => [from, { [type]: [[{ node: agent, type, index: 0 }]] }]),
	);
	return {
		name,
		nodes,
		// The drafts' type knows the main line only.
		connections: connections as unknown as Draft['connections'],
		settings: { executionOrder: 'v1' },
		active: false,
	};
}
