import { rolesAmong, textsOfClaim } from './token-claims.js';

describe('textsOfClaim', () => {
  it.each([
    [{ roles: ['admin', 7, 'viewer'] }, 'roles', ['admin', 'viewer']],
    [{ roles: 'admin viewer,feed' }, 'roles', ['admin', 'viewer', 'feed']],
    [{ realm_access: { roles: ['admin'] } }, 'realm_access.roles', ['admin']],
    [{ 'https://a.example/roles': ['admin'] }, 'https://a.example/roles', ['admin']],
    [{ a: { b: 1 } }, 'a.b', []],
    [{ a: null }, 'a.b', []],
    [{}, 'roles', []],
    [{}, '__proto__.constructor', []],
    [{ roles: { admin: true } }, 'roles', []],
  ])('of %j at %s are %j', (claims, name, texts) => {
    expect(textsOfClaim(claims, name)).toEqual(texts);
  });
});

describe('rolesAmong', () => {
  it('keeps ours, each once, and ignores what is somebody else’s', () => {
    expect(rolesAmong(['admin', 'offline_access', 'viewer', 'admin', 'Admin'])).toEqual([
      'viewer',
      'admin',
    ]);
  });
});
