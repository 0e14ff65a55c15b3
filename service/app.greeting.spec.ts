import { greeting } from './app.greeting.js';
import { readConfig } from './config/read-config.js';

const ports = { port: 3000, opsPort: 9464 };

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
