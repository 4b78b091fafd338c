/** Looks into code as the compiler does: what is imported, which names are used, which sentences stand there. */
import ts from 'typescript';

export interface CodeFacts {
	/** What is imported or required, as written. */
	imports: string[];
	/** Names that are used, are no property of something and come from outside the file: `process`, `setTimeout`. */
	names: Set<string>;
	/** Calls on something, by their last name: `httpRequest`. */
	calls: Set<string>;
	/** Texts, those of templates with a blank for each value. */
	strings: string[];
}

const textOfString = (node: ts.Node): string | undefined => {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (ts.isTemplateExpression(node)) {
		return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
			.map(({ text }) => text)
			.join('_');
	}
	return undefined;
};

/** Whether an identifier stands for something of its own, and is not the name of a property. */
function isFree(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	if (ts.isBindingElement(parent)) return parent.propertyName !== node;
	const named = ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent);
	return !(named || ts.isPropertyDeclaration(parent)) || parent.name !== node;
}

/** Whether an identifier is where its file gives the name to something. */
const isDeclared = (node: ts.Identifier): boolean => {
	const { parent } = node;
	const names =
		ts.isVariableDeclaration(parent) ||
		ts.isParameter(parent) ||
		ts.isBindingElement(parent) ||
		ts.isFunctionDeclaration(parent) ||
		ts.isClassDeclaration(parent);
	return names && parent.name === node;
};

/** Reads one file. */
export function readCode(path: string, text: string): CodeFacts {
	const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const facts: CodeFacts = { imports: [], names: new Set(), calls: new Set(), strings: [] };
	const declared = new Set<string>();
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
			if (node.moduleSpecifier) facts.imports.push(textOfString(node.moduleSpecifier) ?? '?');
		} else if (ts.isCallExpression(node)) {
			const { expression, arguments: given } = node;
			if (ts.isPropertyAccessExpression(expression)) facts.calls.add(expression.name.text);
			const loads =
				expression.kind === ts.SyntaxKind.ImportKeyword ||
				(ts.isIdentifier(expression) && expression.text === 'require');
			// What is put together at run time could be anything.
			if (loads)
				facts.imports.push(given[0] && ts.isStringLiteralLike(given[0]) ? given[0].text : '?');
		} else if (ts.isIdentifier(node)) {
			if (isDeclared(node)) declared.add(node.text);
			else if (isFree(node)) facts.names.add(node.text);
		}
		const string = textOfString(node);
		if (string !== undefined) facts.strings.push(string);
		ts.forEachChild(node, visit);
	};
	visit(file);
	for (const name of declared) facts.names.delete(name);
	return facts;
}
