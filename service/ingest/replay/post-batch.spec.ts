import { PostBatch } from './post-batch.js';

const single = '!AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27';
const one = '!AIVDM,2,1,6,A,53@o0E000001Q0CG37U8u<Tp4q@D0000,0*63';
const two = '!AIVDM,2,2,6,A,00000000008,2*2A';

function batchOf(...lines: string[]): PostBatch {
  const batch = new PostBatch();
  for (const line of lines) batch.add(line);
  return batch;
}

describe('PostBatch', () => {
  it('gives lines in order', () => {
    expect(batchOf('a', single, 'b').take()).toEqual(['a', single, 'b']);
  });

  it('holds the part of a message back until the others have come', () => {
    const batch = batchOf(single, one, 'a');
    expect(batch.take()).toEqual([single, 'a']);
    expect(batch.size).toBe(1);
    batch.add(two);
    expect(batch.take()).toEqual([one, two]);
  });

  it('does not hold back a message that is whole, in any order of its parts', () => {
    expect(batchOf(two, single, one).take()).toEqual([two, single, one]);
  });

  it('tells messages of two channels apart', () => {
    const other = two.replace(',A,', ',B,');
    expect(batchOf(one, other).take()).toEqual([]);
  });

  it('takes the same part again for another message', () => {
    const batch = batchOf(one, one, two);
    expect(batch.take()).toEqual([one, two]);
    expect(batch.takeAll()).toEqual([one]);
  });

  it('waits for no part longer than 500 lines', () => {
    const batch = batchOf(one);
    for (let i = 0; i < 499; i++) batch.add('x');
    expect(batch.take()).toHaveLength(499);
    batch.add('x');
    expect(batch.take()).toEqual([one, 'x']);
  });

  it('gives the rest at the end', () => {
    expect(batchOf('a', one).takeAll()).toEqual(['a', one]);
  });
});
