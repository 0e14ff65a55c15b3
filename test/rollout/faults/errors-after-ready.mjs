import { afterReady, onRequests, refuse } from './on-requests.mjs';

// Healthy by its own account, and every answer of the API is a failure.
let isSpoilt = false;
afterReady(5000, () => {
  isSpoilt = true;
});
onRequests((request, response) =>
  isSpoilt && request.url?.startsWith('/api/') ? refuse(response, 500) : false,
);
