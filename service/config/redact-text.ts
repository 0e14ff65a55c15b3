const patterns: readonly [RegExp, string][] = [
  // user:password@ of a connection string
  [/(\/\/[^\s:@/"']*:)[^\s@/"']+@/g, '$1[redacted]@'],
  // what follows the prefix of an API key, and a token (JWT) wherever it stands
  [/\b(pt_[0-9a-f]{8}_)[\w-]+/g, '$1[redacted]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  [/\b((?:Bearer|Basic) )[\w\-.~+/]+=*/gi, '$1[redacted]'],
  [/\b((?:password|passwd|secret|token|api_?key)=)[^\s&"']+/gi, '$1[redacted]'],
];

/** `line` without the secrets that texts and error messages may carry. */
export function redactText(line: string): string {
  return patterns.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    line,
  );
}
