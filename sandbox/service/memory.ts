/**
 * What the service remembers about an owner (a desk or an account): made when it is first asked for and gone with the
 * owner, so that two sandboxes in one process never share it.
 */
export function memory<Owner extends object, State>(make: () => State): (owner: Owner) => State {
	const states = new WeakMap<Owner, State>();
	return (owner) => {
		const known = states.get(owner);
		if (known !== undefined) return known;
		const state = make();
		states.set(owner, state);
		return state;
	};
}
