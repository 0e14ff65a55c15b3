// 40 MiB more each second, outside of JavaScript's heap, so that the pod's limit is what ends it.
const kept = [];
setInterval(() => {
  kept.push(Buffer.alloc(40 * 1024 * 1024, kept.length + 1));
}, 1000);
