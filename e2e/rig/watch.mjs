// What no page may do: complain in the console, break its own policy, or talk to strangers.

/** Watches everything a browser context does; the list that comes back is to stay empty. */
export async function watch(context, origin) {
  const wrong = [];
  const own = (url) => url.startsWith(`${origin}/`) || url.startsWith('blob:') || url.startsWith('data:');

  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  context.on('console', (message) => {
    // Answers with an error status are looked at below: a form page may be one, its parts may not.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => wrong.push(`script: ${error.error()}`));
  context.on('request', (request) => {
    if (!own(request.url())) wrong.push(`stranger: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document') wrong.push(`${response.status()}: ${response.url()}`);
  });
  context.on('page', (page) => page.on('websocket', (socket) => wrong.push(`websocket: ${socket.url()}`)));
  return wrong;
}
