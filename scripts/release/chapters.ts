/** All rules, in the order in which they are printed. */
import { answerChapter } from './answerRules';
import { codeChapter } from './codeRules';
import { documentationChapter } from './documentationRules';
import { errorChapter } from './errorRules';
import { formChapter } from './formRules';
import { iconChapter } from './iconRules';
import { linterChapter } from './linterRules';
import { nodeChapter } from './nodeRules';
import { operationChapter } from './operationRules';
import { orderChapter } from './orderRules';
import { originChapter } from './originRules';
import { dependencyChapter, packageChapter } from './packageRules';
import type { Chapter } from './rule';
import { serviceChapter } from './serviceRules';
import { tarballChapter } from './tarballRules';
import { wordingChapter } from './wordingRules';

export const chapters: readonly Chapter[] = [
	packageChapter,
	originChapter,
	dependencyChapter,
	serviceChapter,
	codeChapter,
	linterChapter,
	documentationChapter,
	formChapter,
	orderChapter,
	answerChapter,
	operationChapter,
	wordingChapter,
	errorChapter,
	iconChapter,
	nodeChapter,
	tarballChapter,
];
