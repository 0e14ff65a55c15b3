import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

// What receivers would send, to HOST:PORT over TCP: the logs of FOLDER one after the other, for ever,
// rebased to now; where there are none, the simulator's traffic of the demo port.
// Usage: node ais-replay.mjs HOST:PORT FOLDER   (in a folder with build/ and ports/)

const [address = '', folder = ''] = process.argv.slice(2);

/** Between one log and the next, and after a failure, milliseconds. */
const PAUSE_MS = 2_000;

/** The simulator is asked once a second what was sent, as in the service. */
const STEP_MS = 1_000;

const SEED = 725;

process.once('SIGTERM', () => process.exit(0)).once('SIGINT', () => process.exit(0));

const logs = logsIn(folder);
console.log(logs.length === 0 ? 'no log: simulated traffic' : `logs: ${logs.join(', ')}`);
for (;;) {
  try {
    if (logs.length === 0) await simulate();
    else await replay();
  } catch (error) {
    console.error(`${error.message}; again in ${PAUSE_MS / 1000} s`);
  }
  await sleep(PAUSE_MS);
}

function logsIn(path) {
  const names = readdirSync(path).filter((name) => /\.(nmea|nm4|log|txt)(\.gz)?$/.test(name));
  return names.sort().map((name) => join(path, name));
}

async function replay() {
  const { runReplay } = await built('ingest/replay/replay-main.js');
  for (const log of logs) {
    const code = await runReplay([log, '--to', address]);
    // Interrupted, by the signal that is meant for us.
    if (code === 130) process.exit(0);
    await sleep(PAUSE_MS);
  }
}

async function simulate() {
  const { SimulatorWorld } = await built('ingest/simulator/simulator-world.js');
  const { readPortFile } = await built('ports/port-file.js');
  const { zones } = readPortFile(JSON.parse(readFileSync('ports/clvap.geojson', 'utf8')));
  const world = new SimulatorWorld(SEED, zones);
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port) });
  await once(socket, 'connect');
  console.log(`connected to ${address}`);
  socket.resume();
  let failure = new Error(`${address} closed the connection`);
  const closed = once(socket, 'close');
  socket.on('error', (error) => (failure = error));
  const timer = setInterval(() => {
    const lines = world.step(Date.now());
    if (lines.length > 0) socket.write(`${lines.join('\r\n')}\r\n`, 'latin1');
  }, STEP_MS);
  await closed;
  clearInterval(timer);
  throw failure;
}

async function built(path) {
  return await import(pathToFileURL(resolve('build/service', path)).href);
}
