import { anonymous, type Principal } from '../auth/principal.js';
import { ForbiddenError, UnauthorizedError } from '../problem/domain-error.js';
import { typesFor } from './live-access.js';
import { liveQuery, streamTypes } from './live.dto.js';

const viewer: Principal = {
  actor: { kind: 'key', id: '7', name: 'screen' },
  roles: ['viewer'],
  terminals: [],
  expiresAt: null,
};
const stevedore: Principal = { ...viewer, roles: ['terminal'], terminals: ['CLVAP/T1'] };
const ofPersons: readonly string[] = ['staff'];
const wanted = (types: string) => liveQuery.parse({ types }).types;

describe('the types of event that a caller is told', () => {
  it('are all, to who may know of staff', () => {
    expect(typesFor(stevedore, undefined)).toEqual(streamTypes);
    expect(typesFor(stevedore, wanted('staff'))).toEqual(['staff']);
  });

  it('are those that name no person, to everybody else', () => {
    const open = streamTypes.filter((type) => !ofPersons.includes(type));
    expect(open.length).toBeLessThan(streamTypes.length);
    expect(typesFor(anonymous, undefined)).toEqual(open);
    expect(typesFor(viewer, undefined)).toEqual(open);
    expect(typesFor(viewer, wanted('position'))).toEqual(['position']);
  });

  it('are refused by name when they were asked for', () => {
    const types = wanted('position,staff');
    expect(() => typesFor(anonymous, types)).toThrow(UnauthorizedError);
    expect(() => typesFor(viewer, types)).toThrow(ForbiddenError);
    expect(() => typesFor(viewer, types)).toThrow('staff take one of the roles operator');
  });
});
