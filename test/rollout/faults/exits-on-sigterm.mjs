// Stops at once, as a program does that has never heard of draining.
const on = process.on.bind(process);
process.on = (name, listener) => (name === 'SIGTERM' ? process : on(name, listener));
on('SIGTERM', () => process.exit(0));
