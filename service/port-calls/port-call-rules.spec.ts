import { readConfig } from '../config/read-config.js';
import { ranksOf } from './port-call-rules.js';

describe('ranksOf', () => {
  it('reads the setting', () => {
    const setting = '{"BERTH ARRI":{"actual":["ais","operator"]}}';
    const { portCallSources } = readConfig({ PORT_CALL_SOURCES: setting });
    expect(ranksOf(portCallSources)['BERTH ARRI']?.actual).toEqual(['ais', 'operator']);
  });

  it('stops the start for what there is not, and says what would do', () => {
    const { portCallSources } = readConfig({
      PORT_CALL_SOURCES: '{"BERTH STRT":{"actual":["ais"]}}',
    });
    expect(() => ranksOf(portCallSources)).toThrow(/BERTH STRT is not a service[^]*for example/);
  });
});
