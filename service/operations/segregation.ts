import { segregationCell, type ImoClass } from './segregation-table.js';

/** Dangerous goods as declared for an operation. */
export interface DangerousGoods {
  /** IMO class or division. */
  readonly imoClass: ImoClass;
  /** UN number, four digits. */
  readonly unNumber: string;
  /** Further classes that the goods have, beside `imoClass`. */
  readonly subsidiaryClasses: readonly ImoClass[];
}

/** Goods, the operation that brings them, and when they lie at the berth. */
export interface PlacedGoods extends DangerousGoods {
  readonly operationId: string;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms; `null`: until further notice. */
  readonly to: number | null;
}

/** How far two goods must be kept apart: a number of the table, or as the rules within class 1 say. */
export type SegregationLevel = 1 | 2 | 3 | 4 | 'within-class-1';

/** Two goods that must be kept apart, and lie at one berth at the same time. */
export interface SegregationWarning {
  readonly level: SegregationLevel;
  readonly goods: readonly [PlacedGoods, PlacedGoods];
  /** What the level asks for, for a person. */
  readonly rule: string;
}

const rules: Readonly<Record<SegregationLevel, string>> = {
  1: 'away from',
  2: 'separated from',
  3: 'separated by a complete compartment or hold from',
  4: 'separated longitudinally by an intervening complete compartment or hold from',
  'within-class-1': 'explosives together: their compatibility groups decide (IMDG Code 7.2.7.1)',
};

/**
 * Warnings for goods of one berth that lie there at the same time, the strictest first. Goods with
 * subsidiary classes are kept apart as the strictest of their classes asks (IMDG Code 7.2.3.3).
 * Goods with the same UN number are the same, and nothing is asked between them.
 */
export function segregationWarnings(goods: readonly PlacedGoods[]): SegregationWarning[] {
  const warnings = goods.flatMap((one, index) =>
    goods.slice(index + 1).flatMap((other) => {
      const level = areTogether(one, other) ? levelBetween(one, other) : null;
      const pair: readonly [PlacedGoods, PlacedGoods] = [one, other];
      return level === null ? [] : [{ level, goods: pair, rule: rules[level] }];
    }),
  );
  return warnings.sort((one, other) => severity(other.level) - severity(one.level));
}

function areTogether(one: PlacedGoods, other: PlacedGoods): boolean {
  return one.from <= (other.to ?? Infinity) && other.from <= (one.to ?? Infinity);
}

function levelBetween(one: DangerousGoods, other: DangerousGoods): SegregationLevel | null {
  if (one.unNumber === other.unNumber && one.imoClass === other.imoClass) return null;
  let strictest: SegregationLevel | null = null;
  for (const left of classesOf(one)) {
    for (const right of classesOf(other)) {
      const cell = segregationCell(left, right);
      if (cell === 'X') continue;
      const level = cell === '*' ? 'within-class-1' : cell;
      if (strictest === null || severity(level) > severity(strictest)) strictest = level;
    }
  }
  return strictest;
}

function classesOf({ imoClass, subsidiaryClasses }: DangerousGoods): readonly ImoClass[] {
  return [imoClass, ...subsidiaryClasses];
}

/** Explosives together come first: a wrong pair of them is worse than any distance. */
function severity(level: SegregationLevel): number {
  return level === 'within-class-1' ? 5 : level;
}
