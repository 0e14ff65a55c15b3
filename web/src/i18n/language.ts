export const LANGUAGES = ['en', 'es'] as const;

/** BCP 47 primary tag of a language the page speaks. */
export type Language = (typeof LANGUAGES)[number];

/** Whether a text names a language of the page. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/**
 * The first of the reader's languages that the page speaks, English without any.
 * @param tags BCP 47 tags by preference (`navigator.languages`)
 */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}
