import type { Field } from '../endpoint';

/** How a cover sounds: likeness, loudness and reverb. Defaults that are not printed are the sample's. */

const share = (
	name: string,
	displayName: string,
	description: string,
	byDefault: number,
): Field => ({
	name,
	kind: 'number',
	displayName,
	description,
	default: byDefault,
	min: 0,
	max: 1,
});

const volume = (name: string, displayName: string, what: string): Field => ({
	name,
	kind: 'number',
	displayName,
	description: `How much louder or softer ${what}; 0 leaves it as it is`,
	default: 0,
	min: -5,
	max: 5,
	// A text in v6, a number on the enterprise server.
	perFamily: { voice: { form: 'text' } },
});

export const coverMix: readonly Field[] = [
	share(
		'rate',
		'Rate',
		'How much the result sounds like the chosen voice: less keeps more of the original singer',
		0.5,
	),
	share(
		'mix',
		'Mix',
		'How far the loudness is evened out: 0 follows the original, 1 is the same throughout',
		0.25,
	),
	share('originality', 'Originality', 'How much of the original breath and consonants stays', 0.33),
	share('reverb_size', 'Reverb Size', 'How large the room sounds in which the voice sings', 0.15),
	share('wetness', 'Reverb Wetness', 'How much reverb the new voice has', 0.2),
	share('dryness', 'Reverb Dryness', 'How much of the voice is without reverb', 0.8),
	share('damping', 'Reverb Damping', 'How much the reverb takes from the high tones', 0.7),
	volume('lead_voice_volume_delta', 'Lead Voice Volume', 'the lead voice gets'),
	volume('backup_voice_volume_delta', 'Backup Voice Volume', 'the backup choir gets'),
	volume('instrument_volume_delta', 'Instrument Volume', 'the music gets'),
	{
		name: 'radius',
		kind: 'number',
		displayName: 'Radius',
		description: 'How strongly breath and artefacts are filtered out of the voice; 0 leaves them',
		default: 3,
		min: 0,
		max: 3,
	},
	{
		name: 'hop_length',
		kind: 'integer',
		displayName: 'Hop Length',
		description: "How often 'Mangio-Crepe' looks at the pitch: lower is more exact and slower",
		default: 128,
		min: 1,
	},
];
