import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

// Answers as Slack's incoming webhooks do, and writes down what it was told: one line a message.
// Usage: node slack-stand-in.mjs PORT

const [port = '5000'] = process.argv.slice(2);

const server = createServer(async (request, response) => {
  if (request.method === 'POST') console.log(`${request.url} ${oneLine(await text(request))}`);
  response.end('ok');
});
server.listen(Number(port), () => console.log(`listens on ${server.address().port}`));
process.once('SIGTERM', () => process.exit(0)).once('SIGINT', () => process.exit(0));

/** JSON without its line ends; anything else as a JSON string. */
function oneLine(body) {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return JSON.stringify(body);
  }
}
