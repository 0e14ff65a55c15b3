import { segregationWarnings, type PlacedGoods } from './segregation.js';
import { imoClasses, segregationCell } from './segregation-table.js';

function goods(more: Partial<PlacedGoods>): PlacedGoods {
  return {
    operationId: 'a',
    imoClass: '3',
    unNumber: '1203',
    subsidiaryClasses: [],
    from: 0,
    to: null,
    ...more,
  };
}

describe('the segregation table (IMDG Code 7.2.4)', () => {
  it('reads the same in both directions', () => {
    for (const one of imoClasses)
      for (const other of imoClasses)
        expect([one, other, segregationCell(one, other)]).toEqual([
          one,
          other,
          segregationCell(other, one),
        ]);
  });

  it.each([
    ['1.1', '2.1', 4],
    ['1.3', '4.1', 3],
    ['1.4', '6.1', 'X'],
    ['2.1', '3', 2],
    ['3', '5.1', 2],
    ['3', '6.2', 3],
    ['4.2', '4.3', 1],
    ['5.1', '8', 2],
    ['6.1', '8', 'X'],
    ['7', '5.1', 1],
    ['8', '1.2', 4],
    ['9', '1.1', 'X'],
    ['1.1', '1.4', '*'],
  ] as const)('has for %s and %s: %s', (one, other, cell) => {
    expect(segregationCell(one, other)).toBe(cell);
  });
});

describe('segregation warnings', () => {
  it('name two goods that must be kept apart, with the level and its rule', () => {
    const petrol = goods({});
    const nitrate = goods({ operationId: 'b', imoClass: '5.1', unNumber: '1942' });
    expect(segregationWarnings([petrol, nitrate])).toEqual([
      { level: 2, goods: [petrol, nitrate], rule: 'separated from' },
    ]);
  });

  it('are not given for the same goods, nor for classes that go together', () => {
    const acid = goods({ imoClass: '8', unNumber: '1789' });
    const petrol = goods({});
    expect(segregationWarnings([petrol, goods({ operationId: 'b' }), acid])).toEqual([]);
  });

  it('are not given for goods that lie there one after the other', () => {
    const petrol = goods({ to: 1000 });
    const nitrate = goods({ operationId: 'b', imoClass: '5.1', unNumber: '1942', from: 1001 });
    expect(segregationWarnings([petrol, nitrate])).toEqual([]);
  });

  it('take the strictest of all classes that goods have', () => {
    const toxicFlammable = goods({ imoClass: '6.1', unNumber: '1230', subsidiaryClasses: ['3'] });
    const peroxide = goods({ imoClass: '5.2', unNumber: '3105' });
    expect(segregationWarnings([toxicFlammable, peroxide])).toMatchObject([{ level: 2 }]);
  });

  it('begin with the strictest', () => {
    const found = segregationWarnings([
      goods({ imoClass: '8', unNumber: '1789' }),
      goods({ imoClass: '4.1', unNumber: '1350' }),
      goods({ imoClass: '1.1', unNumber: '0004' }),
      goods({ imoClass: '1.4', unNumber: '0012' }),
    ]);
    expect(found.map(({ level }) => level)).toEqual(['within-class-1', 4, 4, 2, 2, 1]);
  });
});
