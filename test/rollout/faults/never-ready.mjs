import { onRequests, refuse } from './on-requests.mjs';

// Runs, lives, and never says that it is ready.
onRequests((request, response) =>
  request.url?.includes('/health/ready') ? refuse(response, 503) : false,
);
