/**
 * IMDG Code, table 7.2.4: how dangerous goods of two classes must be kept apart.
 *
 * 1 away from, 2 separated from, 3 separated by a complete compartment or hold from, 4 separated
 * longitudinally by an intervening complete compartment or hold from; X: the table asks for nothing,
 * the substance's own entry may; * : both are explosives, whose compatibility groups decide (7.2.7.1).
 * The table is symmetric (a spec holds it to that). Editions differ for 4.3 against 2.1 and 3: the
 * stricter value stands here.
 */

/** Classes and divisions that goods can have (IMDG Code 2.0.1). */
export const imoClasses = [
  '1.1',
  '1.2',
  '1.3',
  '1.4',
  '1.5',
  '1.6',
  '2.1',
  '2.2',
  '2.3',
  '3',
  '4.1',
  '4.2',
  '4.3',
  '5.1',
  '5.2',
  '6.1',
  '6.2',
  '7',
  '8',
  '9',
] as const;

export type ImoClass = (typeof imoClasses)[number];

/** One cell of the table. */
export type SegregationCell = 1 | 2 | 3 | 4 | 'X' | '*';

/** Columns in the order of the rows below; explosives stand in three groups. */
const groups = [
  ['1.1', '1.2', '1.5'],
  ['1.3', '1.6'],
  ['1.4'],
  ['2.1'],
  ['2.2'],
  ['2.3'],
  ['3'],
  ['4.1'],
  ['4.2'],
  ['4.3'],
  ['5.1'],
  ['5.2'],
  ['6.1'],
  ['6.2'],
  ['7'],
  ['8'],
  ['9'],
] as const satisfies readonly (readonly ImoClass[])[];

/** Rows in the order of `groups`. */
const rows = [
  '* * * 4 2 2 4 4 4 4 4 4 2 4 2 4 X',
  '* * * 4 2 2 4 3 3 4 4 4 2 4 2 2 X',
  '* * * 2 1 1 2 2 2 2 2 2 X 4 2 2 X',
  '4 4 2 X X X 2 1 2 2 2 2 X 4 2 1 X',
  '2 2 1 X X X 1 X 1 X X 1 X 2 1 X X',
  '2 2 1 X X X 2 X 2 X X 2 X 2 1 X X',
  '4 4 2 2 1 2 X X 2 2 2 2 X 3 2 X X',
  '4 3 2 1 X X X X 1 X 1 2 X 3 2 1 X',
  '4 3 2 2 1 2 2 1 X 1 2 2 1 3 2 1 X',
  '4 4 2 2 X X 2 X 1 X 2 2 X 2 2 1 X',
  '4 4 2 2 X X 2 1 2 2 X 2 1 3 1 2 X',
  '4 4 2 2 1 2 2 2 2 2 2 X 1 3 2 2 X',
  '2 2 X X X X X X 1 X 1 1 X 1 X X X',
  '4 4 4 4 2 2 3 3 3 2 3 3 1 X 3 3 X',
  '2 2 2 2 1 1 2 2 2 2 1 2 X 3 X 2 X',
  '4 2 2 1 X X X 1 1 1 2 2 X 3 2 X X',
  'X X X X X X X X X X X X X X X X X',
].map((row) => row.split(' ').map((text) => toCell(text)));

/** The cell of two classes; the order does not matter. */
export function segregationCell(one: ImoClass, other: ImoClass): SegregationCell {
  return rows[groupOf(one)]?.[groupOf(other)] ?? 'X';
}

function groupOf(imoClass: ImoClass): number {
  return groups.findIndex((group) => group.some((member) => member === imoClass));
}

function toCell(text: string): SegregationCell {
  const cell = ([1, 2, 3, 4, 'X', '*'] as const).find((known) => String(known) === text);
  if (cell === undefined) throw new TypeError(`"${text}" is no cell of the segregation table`);
  return cell;
}
