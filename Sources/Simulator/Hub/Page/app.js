// The simulated event app: it knows who is there, and shows a page of callboard's in a frame.
(() => {
  'use strict';
  const frame = document.querySelector('iframe');
  const list = document.getElementById('heard');
  const origin = new URL(frame.dataset.page).origin;
  const session = fetch('/app/session').then(answer => answer.json());
  window.addEventListener('message', async event => {
    if (event.source !== frame.contentWindow || event.origin !== origin || !event.data) { return; }
    if (event.data.type === 'callboard-ready') {
      frame.contentWindow.postMessage({ type: 'callboard-session', token: (await session).token }, origin);
    }
    if (event.data.type === 'komo-event') {
      const line = document.createElement('li');
      line.textContent = event.data.eventName;
      list.prepend(line);
    }
  });
  document.getElementById('logout').addEventListener('click', () => {
    frame.contentWindow.postMessage({ type: 'callboard-logout' }, origin);
  });
  frame.src = frame.dataset.page;
})();
