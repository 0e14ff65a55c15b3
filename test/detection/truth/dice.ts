/** Chance from a seed (xorshift128): the same seed gives the same passages on every machine. */
export class Dice {
  private readonly words: [number, number, number, number];

  constructor(seed: number) {
    let word = (seed ^ 0x9e3779b9) >>> 0;
    const next = (): number => {
      word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
      return word ^ (word >>> 15);
    };
    this.words = [next(), next(), next(), next() | 1];
    for (let warm = 0; warm < 20; warm++) this.roll();
  }

  /** From 0 up to, and without, 1. */
  roll(): number {
    const [first, , , last] = this.words;
    let word = first ^ (first << 11);
    word ^= word >>> 8;
    word ^= last ^ (last >>> 19);
    this.words.shift();
    this.words.push(word);
    return (word >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.roll();
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  happens(chance: number): boolean {
    return this.roll() < chance;
  }

  one<T>(choices: readonly T[]): T {
    const choice = choices[this.whole(0, choices.length - 1)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }

  /** Of a normal spread around 0. */
  normal(deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.roll()));
    return deviation * radius * Math.cos(2 * Math.PI * this.roll());
  }
}
