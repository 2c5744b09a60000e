// The simulated hub's embed script: the documented methods, and nothing that the documentation does not tell.
(() => {
  'use strict';
  const script = document.currentScript || document.querySelector('script[data-komo-hub-url]');
  const hub = new URL(script.src).origin;
  const earlier = (window.komoEmbed && window.komoEmbed.q) || [];
  const listeners = [];
  const state = { token: null, handler: null, prefill: {}, extension: {}, frame: null, modal: null };

  const api = {
    setAuthToken(token) { state.token = String(token); tell({ type: 'token', token: state.token }); },
    setAuthRequestHandler(handler) { state.handler = handler; },
    forgetUser() { state.token = null; tell({ type: 'forget' }); },
    setFormPrefillValues(values) { state.prefill = Object.assign({}, values); tell({ type: 'prefill', values: state.prefill }); },
    setExtensionDataValues(values) { state.extension = Object.assign({}, values); },
    listenToKomoEvents(listener) { listeners.push(listener); }
  };
  window.komoEmbed = api;
  earlier.forEach(([method, ...values]) => api[method](...values));
  earlier.length = 0;

  function tell(message) {
    if (state.frame) { state.frame.contentWindow.postMessage(message, hub); }
  }

  function emit(name, data) {
    const base = {
      timestamp: new Date().toISOString(), pageTitle: document.title, hostName: location.hostname,
      pathName: location.pathname, queryString: location.search, url: location.href, referrer: document.referrer,
      languages: [...navigator.languages], userAgent: navigator.userAgent
    };
    const event = { eventName: name, eventData: Object.assign(base, data), extensionData: Object.assign({}, state.extension) };
    listeners.forEach(listener => listener(event));
  }

  // The frame asks who is there; an answer that the hub refuses is asked for once more.
  async function answer(message) {
    if (message.again) { state.token = null; }
    let token = state.token;
    if (!token && state.handler) {
      try { token = await state.handler(); } catch (error) { token = null; }
    }
    tell({ type: 'identity', token: token || null });
  }

  function open(card) {
    close();
    const modal = document.createElement('div');
    modal.dataset.komoModal = '';
    Object.assign(modal.style, { position: 'fixed', inset: '0', background: 'rgba(0, 0, 0, 0.6)', zIndex: '9999' });
    const shut = document.createElement('button');
    shut.type = 'button';
    shut.textContent = 'Close';
    shut.onclick = close;
    const frame = document.createElement('iframe');
    const query = Object.entries(state.extension)
      .map(([name, value]) => 'komo_e:' + encodeURIComponent(name) + '=' + encodeURIComponent(value)).join('&');
    frame.src = hub + '/cards/' + encodeURIComponent(card) + (query ? '?' + query : '');
    frame.title = 'Komo';
    Object.assign(frame.style, { position: 'absolute', left: '5%', top: '8%', width: '90%', height: '86%', border: '0', background: 'white' });
    modal.append(shut, frame);
    document.body.append(modal);
    state.frame = frame;
    state.modal = modal;
  }

  function close() {
    if (state.modal) { state.modal.remove(); }
    state.modal = null;
    state.frame = null;
  }

  window.addEventListener('message', message => {
    if (message.origin !== hub || !state.frame || message.source !== state.frame.contentWindow || !message.data) { return; }
    if (message.data.type === 'ready') { tell({ type: 'prefill', values: state.prefill }); }
    if (message.data.type === 'who') { answer(message.data); }
    if (message.data.type === 'event') { emit(message.data.name, message.data.data); }
    if (message.data.type === 'close') { close(); }
  });

  function options(element) {
    try { return JSON.parse(element.dataset.komoEmbed || '{}'); } catch (error) { return {}; }
  }

  async function cover(element) {
    const { cardId, styles } = options(element);
    if (!cardId) { return; }
    const answer = await fetch(hub + '/embed-api/cards/' + encodeURIComponent(cardId), { credentials: 'omit' });
    if (!answer.ok) { element.textContent = 'This card cannot be shown.'; return; }
    const card = await answer.json();
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.komoCover = cardId;
    button.textContent = card.name;
    if (styles && styles.embedWidth) { button.style.width = styles.embedWidth; }
    button.onclick = () => { emit('card-clicked', { cardId, cardName: card.name, cardType: card.type }); open(cardId); };
    element.replaceChildren(button);
  }

  function start() {
    document.querySelectorAll('[data-komo-embed-card-cover]').forEach(element => { cover(element).catch(() => {}); });
    document.querySelectorAll('[data-komo-embed-card-trigger]').forEach(element => {
      element.addEventListener('click', () => open(options(element).cardId));
    });
    emit('page-view', { siteId: 'simulated-site', siteName: 'Simulated hub' });
  }
  if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', start); } else { start(); }
})();
