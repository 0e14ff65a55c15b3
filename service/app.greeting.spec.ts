import { greeting } from './app.greeting.js';
import { readConfig } from './config/read-config.js';

const ports = { port: 3000, opsPort: 9464, firstKey: null };

describe('greeting', () => {
  it('says where everything is and what runs', () => {
    const config = readConfig({ AIS_TCP_CONNECT: 'receiver.example:5631' });
    const lines = greeting(config, true, ports).join('\n');
    expect(lines).toContain('http://127.0.0.1:3000/\n');
    expect(lines).toContain('http://127.0.0.1:3000/api/docs');
    expect(lines).toContain('http://127.0.0.1:9464/metrics');
    expect(lines).toContain('PostgreSQL of this package');
    expect(lines).toContain('TCP, dials receiver.example:5631');
    expect(lines).not.toContain('imaginary');
  });

  it('says that vessels are imaginary when they are simulated', () => {
    expect(greeting(readConfig({}), true, ports).join('\n')).toContain('imaginary');
  });

  it('shows the first key once, and says how to make another', () => {
    const first = greeting(readConfig({}), true, { ...ports, firstKey: 'pt_1a2b3c4d_x' });
    expect(first.join('\n')).toContain('Admin key   pt_1a2b3c4d_x\n');
    expect(first.join('\n')).toContain('Everybody may read; writing takes an API key.');
    const later = greeting(readConfig({}), true, ports).join('\n');
    expect(later).not.toContain('Admin key');
    expect(later).toContain('npm run key -- --name NAME --role ROLE');
  });

  it('says who may read', () => {
    const config = readConfig({
      DATABASE_URL: 'postgresql://db.example:5432/harbour',
      OIDC_ISSUER: 'https://login.example.org',
    });
    expect(greeting(config, false, ports).join('\n')).toContain(
      'Everything takes an API key, or the tokens of https://login.example.org.',
    );
  });

  it('names servers without their passwords', () => {
    const config = readConfig({
      DATABASE_URL: 'postgresql://me:s3cret@db.example:5432/harbour',
      REDIS_URL: 'redis://:s3cret@cache.example:6379',
    });
    const lines = greeting(config, false, ports).join('\n');
    expect(lines).toContain('PostgreSQL at db.example:5432/harbour');
    expect(lines).toContain('Redis at cache.example:6379');
    expect(lines).not.toContain('s3cret');
  });
});
