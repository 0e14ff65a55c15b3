import { type Dictionary, en } from './en.js';
import { es } from './es.js';
import type { Language } from './language.js';

/** The page's texts by language. */
export const dictionaries: Readonly<Record<Language, Dictionary>> = { en, es };
