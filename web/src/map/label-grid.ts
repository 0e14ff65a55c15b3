/** Side of a cell, CSS pixels: about a line of text. */
const CELL = 8;

/** Which parts of the canvas already carry text, so that no name is written over another. */
export class LabelGrid {
  private readonly columns: number;
  private readonly rows: number;
  private readonly taken: Uint8Array;

  /** @param width CSS pixels */
  constructor(width: number, height: number) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  /**
   * Takes a rectangle if it is free and inside the canvas.
   * @returns whether it was
   */
  take(x: number, y: number, width: number, height: number): boolean {
    const left = Math.floor(x / CELL);
    const top = Math.floor(y / CELL);
    const right = Math.floor((x + width) / CELL);
    const bottom = Math.floor((y + height) / CELL);
    if (left < 0 || top < 0 || right >= this.columns || bottom >= this.rows) return false;
    for (let row = top; row <= bottom; row += 1) {
      const start = row * this.columns;
      if (this.taken.subarray(start + left, start + right + 1).includes(1)) return false;
    }
    for (let row = top; row <= bottom; row += 1) {
      const start = row * this.columns;
      this.taken.fill(1, start + left, start + right + 1);
    }
    return true;
  }
}
