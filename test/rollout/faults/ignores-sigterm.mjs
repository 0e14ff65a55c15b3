// Never stops by itself: only SIGKILL ends it, after the whole grace period.
const on = process.on.bind(process);
process.on = (name, listener) => (name === 'SIGTERM' ? process : on(name, listener));
on('SIGTERM', () => {
  process.stderr.write('spoilt: SIGTERM ignored\n');
});
