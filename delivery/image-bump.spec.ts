import { readFileSync } from 'node:fs';
import { bumpImage, readPushedImage } from './image-bump.js';

const digest = `sha256:${'1a'.repeat(32)}`;
const source = readFileSync('charts/images.ts', 'utf8');

describe('the bump of an image', () => {
  it('changes the row of that image in charts/images.ts and nothing else', () => {
    const bumped = bumpImage(source, readPushedImage('porttrack', '1.2.3', digest));
    const changed = bumped.split('\n').filter((line) => !source.includes(line));
    expect(changed.join(' ')).toContain("'1.2.3'");
    expect(changed.join(' ')).toContain(`'${digest}'`);
    expect(changed.length).toBeLessThanOrEqual(2);
  });

  it('changes a row that has a digest already', () => {
    const once = bumpImage(source, readPushedImage('porttrack', '1.2.3', digest));
    const other = `sha256:${'2b'.repeat(32)}`;
    const twice = bumpImage(once, readPushedImage('porttrack', '1.2.4', other));
    expect(twice).toContain(other);
    expect(twice).not.toContain(digest);
  });

  it.each([
    ['nobody', '1.2.3', digest],
    ['porttrack', 'latest', digest],
    ['porttrack', '1.2.3', 'sha256:abc'],
    ['porttrack', '1.2.3', `sha256:${'0'.repeat(64)}`],
  ])('refuses %s %s %s', (name, version, given) => {
    expect(() => readPushedImage(name, version, given)).toThrow();
  });

  it('refuses a file that has no such row', () => {
    const pushed = readPushedImage('porttrack', '1.2.3', digest);
    expect(() => bumpImage('export const images = {};', pushed)).toThrow('no row of porttrack');
  });
});
