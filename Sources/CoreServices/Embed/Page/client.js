(() => {
  'use strict';
  const settings = JSON.parse(document.getElementById('callboard-embed-settings').textContent);
  const host = window.callboardEmbed = window.callboardEmbed || {};
  const root = document.querySelector('[data-callboard-embed]');
  const find = name => root.querySelector('[data-callboard-' + name + ']');
  const now = () => Date.now();
  const state = { script: 'loading', token: 'none', sent: 0, dropped: 0 };

  // Komo's loader: calls are kept in order until the script is there to take them.
  const waiting = { q: [] };
  const proxy = new Proxy(waiting, {
    get: (target, name) => (name in target || typeof name === 'symbol')
      ? target[name] : (...values) => { target.q.push([name, ...values]); }
  });
  window.komoEmbed = window.komoEmbed || proxy;
  const komo = (method, ...values) => window.komoEmbed[method](...values);

  // ---- What people are told -------------------------------------------------------------------------------------

  const words = new Map();
  function tell(topic, text, retry) {
    if (text) { words.set(topic, { text, retry }); } else { words.delete(topic); }
    const shown = [...words.values()].pop();
    find('status').textContent = shown ? shown.text : '';
    find('status').hidden = !shown;
    find('retry').hidden = !(shown && shown.retry);
    find('retry').onclick = shown && shown.retry || null;
  }
  const pause = attempt => Math.min(30000, 1000 * 2 ** attempt);
  const seconds = milliseconds => Math.round(milliseconds / 1000) + ' s';

  // ---- The script -----------------------------------------------------------------------------------------------

  let attempt = 0;
  let scriptTimer = 0;
  function loadScript() {
    clearTimeout(scriptTimer);
    state.script = 'loading';
    const script = document.createElement('script');
    let isOver = false;
    const end = (isThere, reason) => {
      if (isOver) { return; }
      isOver = true;
      clearTimeout(slow);
      clearTimeout(limit);
      if (isThere) { return scriptIsThere(); }
      script.remove();
      scriptIsLate(reason);
    };
    const slow = setTimeout(() => tell('script', 'The network is slow here; still loading.'), 3000);
    const limit = setTimeout(() => end(false, 'Loading takes too long'), 45000);
    script.async = true;
    // A network that asks people to log in first answers with a page of its own, which must not be kept.
    script.src = settings.script + (attempt > 0 ? (settings.script.includes('?') ? '&' : '?') + 'again=' + now() : '');
    script.dataset.komoHubUrl = settings.hub;
    if (settings.integrity) {
      script.integrity = settings.integrity;
      script.crossOrigin = 'anonymous';
    }
    script.onerror = () => end(false, navigator.onLine ? 'Loading did not work' : 'You are offline');
    script.onload = () => {
      const begun = now();
      const look = () => {
        if (window.komoEmbed !== proxy || waiting.q.length === 0) { end(true); }
        else if (now() - begun < 3000) { setTimeout(look, 20); }
        else { end(false, 'The network gave something else; it may want you to log in first'); }
      };
      look();
    };
    document.head.append(script);
  }

  function scriptIsThere() {
    state.script = 'ready';
    tell('script', null);
    root.querySelectorAll('[data-komo-embed-card-trigger]').forEach(button => { button.hidden = false; });
    root.dataset.callboardReady = '';
  }

  function scriptIsLate(reason) {
    state.script = 'late';
    const delay = pause(attempt);
    attempt += 1;
    const again = () => { tell('script', 'Loading…'); loadScript(); };
    tell('script', reason + '; trying again in ' + seconds(delay) + '.', again);
    clearTimeout(scriptTimer);
    scriptTimer = setTimeout(again, delay);
  }

  // ---- Who is here ----------------------------------------------------------------------------------------------

  let session = null;
  let token = null;
  let pending = null;
  let renewal = 0;
  let signInAttempt = 0;

  function claims(text) {
    try {
      const part = text.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
      return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), letter => letter.charCodeAt(0))));
    } catch (error) { return {}; }
  }

  async function sessionToken() {
    if (session) { return session; }
    return typeof host.sessionToken === 'function' ? await host.sessionToken() : host.sessionToken || null;
  }

  async function ask() {
    const controller = new AbortController();
    const limit = setTimeout(() => controller.abort(), settings.identity.timeout);
    try {
      const headers = { 'Content-Type': 'application/json' };
      const own = await sessionToken();
      if (own) { headers.Authorization = 'Bearer ' + own; }
      const answer = await fetch(settings.identity.url, {
        method: 'POST', headers, body: '{}', credentials: 'same-origin', signal: controller.signal
      });
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
        return { refused: true };
      }
      if (!answer.ok) { return {}; }
      const text = (await answer.json()).token;
      return typeof text === 'string' ? { text } : {};
    } catch (error) { return {}; } finally { clearTimeout(limit); }
  }

  // Fetches a token, trying a few times; null when there is none to be had.
  function fetchToken(tries) {
    pending = pending || (async () => {
      state.token = 'pending';
      const slow = setTimeout(() => tell('token', 'Signing you in…'), 1500);
      const forWhom = session;
      let found = {};
      for (let count = 0; count < tries && !found.text && !found.refused; count += 1) {
        if (count > 0) { await new Promise(resolve => setTimeout(resolve, pause(count - 2))); }
        found = await ask();
      }
      clearTimeout(slow);
      pending = null;
      // Who logged out or in meanwhile is somebody else.
      if (forWhom !== session) { return fetchToken(tries); }
      if (!found.text) {
        state.token = found.refused ? 'refused' : 'late';
        if (found.refused) {
          tell('token', null);
        } else {
          tell('token', 'You could not be signed in yet.', signIn);
        }
        return null;
      }
      signInAttempt = 0;
      token = { text: found.text, expires: (claims(found.text).exp || 0) * 1000, isUsed: false };
      state.token = 'ready';
      tell('token', null);
      describeVisitor();
      return token;
    })();
    return pending;
  }

  const isGood = () => token && token.expires - now() > 15000;

  // Komo asks: the token fetched ahead of need, or a new one where that has been handed out before.
  async function answerKomo() {
    if (isGood() && !token.isUsed) { token.isUsed = true; return token.text; }
    const fresh = await fetchToken(3);
    if (fresh) { fresh.isUsed = true; return fresh.text; }
    if (isGood() && state.token !== 'refused') { return token.text; }
    throw new Error('no token to be had');
  }

  // Ahead of need: keeps trying while the network is away, renews before the end.
  async function signIn() {
    clearTimeout(renewal);
    if (settings.identity.method === 'none') { return; }
    if (settings.identity.method === 'handler' && !settings.preloads) { return; }
    const fresh = await fetchToken(1);
    clearTimeout(renewal);
    if (!fresh) {
      if (state.token !== 'refused') { renewal = setTimeout(signIn, pause(signInAttempt++)); }
      return;
    }
    if (settings.identity.method === 'token') {
      fresh.isUsed = true;
      komo('setAuthToken', fresh.text);
    }
    renewal = setTimeout(signIn, Math.min(2 ** 31 - 1, Math.max(5000, fresh.expires - now() - 60000)));
  }

  function filled(values) {
    const known = Object.assign({}, token ? claims(token.text) : {}, host.user || {});
    const result = {};
    for (const [name, value] of Object.entries(values)) {
      let isWhole = true;
      const text = value.replace(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (all, place) => {
        const found = Object.hasOwn(known, place) ? known[place] : null;
        if (found === null || typeof found === 'object') { isWhole = false; return ''; }
        return String(found);
      });
      if (isWhole) { result[name] = text; }
    }
    return result;
  }

  let sponsor = {};
  function describeVisitor() {
    const prefill = filled(settings.prefill);
    const extension = Object.assign(filled(settings.extensionData), sponsor);
    if (Object.keys(settings.prefill).length) { komo('setFormPrefillValues', prefill); }
    if (Object.keys(extension).length) { komo('setExtensionDataValues', extension); }
  }

  function setSession(text) {
    session = text || null;
    token = null;
    state.token = 'none';
    signInAttempt = 0;
    signIn();
  }

  function logout() {
    session = null;
    token = null;
    host.sessionToken = null;
    host.user = null;
    clearTimeout(renewal);
    state.token = 'none';
    tell('token', null);
    komo('forgetUser');
    describeVisitor();
  }

  // ---- What happens, told to the app and to callboard -----------------------------------------------------------

  const parentOrigin = (() => {
    if (window.parent === window) { return null; }
    const above = location.ancestorOrigins ? location.ancestorOrigins[0] : new URL(document.referrer || 'about:blank').origin;
    return settings.parents.includes(above) ? above : null;
  })();

  function tellApp(message) {
    const text = JSON.stringify(message);
    const handlers = window.webkit && window.webkit.messageHandlers;
    if (parentOrigin) { window.parent.postMessage(message, parentOrigin); }
    if (window.ReactNativeWebView) { window.ReactNativeWebView.postMessage(text); }
    if (handlers && handlers.callboard) { handlers.callboard.postMessage(text); }
    if (window.CallboardApp && window.CallboardApp.postMessage) { window.CallboardApp.postMessage(text); }
  }

  function identifier() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }

  function onKomoEvent(event) {
    const name = event && (event.eventName || event.type || event.event);
    if (typeof name !== 'string') { return; }
    document.dispatchEvent(new CustomEvent('callboard:komo-event', { detail: event }));
    tellApp({ type: 'komo-event', eventName: name, event });
    if (typeof host.onEvent === 'function') {
      try { host.onEvent(event); } catch (error) { console.warn('callboardEmbed.onEvent failed', error); }
    }
    if (!settings.bridge) { return; }
    const line = { bridgeId: identifier(), eventName: name, eventData: Object.assign({}, event.eventData) };
    line.eventData.timestamp = line.eventData.timestamp || new Date().toISOString();
    if (event.extensionData) { line.extensionData = event.extensionData; }
    if (event.trackedData) { line.trackedData = event.trackedData; }
    keep(JSON.stringify(line));
  }

  const limits = { line: 12000, lines: 200, batch: 25, bytes: 50000 };
  const prefix = 'callboard-embed:' + settings.page + ':';
  const place = prefix + identifier().slice(0, 8);
  let lines = [];
  let bridgeToken = null;
  let bridgeAttempt = 0;
  let isSending = false;
  let sendTimer = 0;

  // Without storage, as in some frames, what is kept lives as long as the page.
  function stored(work) { try { return work(window.localStorage); } catch (error) { return null; } }
  function save() {
    stored(storage => lines.length ? storage.setItem(place, JSON.stringify(lines)) : storage.removeItem(place));
  }

  // What an earlier visit could not send, which the id in each line keeps from being counted twice.
  function adopt() {
    stored(storage => {
      for (const name of Object.keys(storage).filter(name => name.startsWith(prefix) && name !== place)) {
        const old = JSON.parse(storage.getItem(name) || '[]');
        if (Array.isArray(old)) { lines = old.filter(line => typeof line === 'string').concat(lines); }
        storage.removeItem(name);
      }
    });
    bound();
    save();
  }

  function bound() {
    while (lines.length > limits.lines) { lines.shift(); state.dropped += 1; }
  }

  function keep(line) {
    if (line.length > limits.line) { state.dropped += 1; return; }
    lines.push(line);
    bound();
    save();
    plan(lines.length >= limits.batch ? 0 : 1500);
  }

  function plan(delay) {
    clearTimeout(sendTimer);
    sendTimer = setTimeout(send, delay);
  }

  function batch() {
    const taken = [];
    let size = 0;
    for (const line of lines) {
      size += line.length * 3;
      if (taken.length === limits.batch || (taken.length && size > limits.bytes)) { break; }
      taken.push(line);
    }
    return taken;
  }

  const bodyOf = taken => [JSON.stringify({ page: settings.page, token: bridgeToken.text }), ...taken].join('\n');

  // The first one also tells that somebody has opened the page.
  async function ensureBridgeToken(isView) {
    if (bridgeToken && bridgeToken.renew > now()) { return true; }
    const answer = await fetch(settings.bridge.tokenURL, {
      method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: isView ? 'view' : 'renew', credentials: 'omit'
    });
    if (answer.status === 403) { return false; }
    if (!answer.ok) { throw new Error('no bridge token: ' + answer.status); }
    const told = await answer.json();
    bridgeToken = { text: told.token, renew: now() + told.expires_in * 800 };
    return true;
  }

  let isViewTold = false;
  async function send() {
    if (isSending || !settings.bridge) { return; }
    isSending = true;
    clearTimeout(sendTimer);
    try {
      while (lines.length || !isViewTold) {
        if (!await ensureBridgeToken(!isViewTold)) { break; }
        isViewTold = true;
        const taken = batch();
        if (!taken.length) { break; }
        const answer = await fetch(settings.bridge.url, {
          method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: bodyOf(taken), credentials: 'omit'
        });
        if (answer.status === 401) { bridgeToken = null; throw new Error('the bridge token is over'); }
        if (answer.status === 403) { break; }
        if (!answer.ok && (answer.status >= 500 || answer.status === 429 || answer.status === 408)) {
          throw new Error('the bridge says ' + answer.status);
        }
        // Anything else would be refused again just so.
        if (answer.ok) { state.sent += taken.length; } else { state.dropped += taken.length; }
        lines = lines.filter(line => !taken.includes(line));
        bridgeAttempt = 0;
        save();
      }
    } catch (error) {
      plan(pause(bridgeAttempt++));
    } finally { isSending = false; }
  }

  // On leaving there is no time to wait for an answer; what was sent stays kept and comes once more.
  function leave() {
    if (!settings.bridge || !lines.length || !bridgeToken) { return; }
    navigator.sendBeacon(settings.bridge.url, new Blob([bodyOf(batch())], { type: 'text/plain' }));
  }

  // ---- Beginning ------------------------------------------------------------------------------------------------

  function takeFragment() {
    const found = new URLSearchParams(location.hash.slice(1)).get('session');
    if (!found) { return; }
    session = found;
    history.replaceState(null, '', location.pathname + location.search);
  }

  function showHub() {
    const frame = root.querySelector('[data-callboard-hub]');
    if (!frame) { return; }
    const query = Object.entries(filled(settings.extensionData))
      .map(([name, value]) => 'komo_e:' + encodeURIComponent(name) + '=' + encodeURIComponent(value)).join('&');
    const slow = setTimeout(() => tell('hub', 'The network is slow here; still loading.'), 3000);
    frame.onload = () => { clearTimeout(slow); tell('hub', null); };
    frame.src = settings.hub + '/' + (query ? '?' + query : '');
  }

  Object.assign(host, {
    logout, setSession, flush: send,
    setUser: user => { host.user = user; describeVisitor(); },
    state: () => Object.assign({ queued: lines.length }, state)
  });
  takeFragment();
  tell('script', 'Loading…');
  komo('listenToKomoEvents', onKomoEvent);
  if (settings.identity.method === 'handler') { komo('setAuthRequestHandler', answerKomo); }
  describeVisitor();
  root.addEventListener('click', event => {
    const card = event.target.closest && event.target.closest('[data-callboard-sponsor]');
    if (!card) { return; }
    sponsor = { sponsor_id: card.dataset.callboardSponsor };
    describeVisitor();
  }, true);
  window.addEventListener('online', () => {
    bridgeAttempt = 0;
    send();
    if (state.script === 'late') { loadScript(); }
    if (state.token === 'late') { signIn(); }
  });
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') { leave(); } });
  document.addEventListener('callboard:logout', logout);
  window.addEventListener('message', event => {
    if (!parentOrigin || event.source !== window.parent || event.origin !== parentOrigin || !event.data) { return; }
    if (event.data.type === 'callboard-session') { setSession(String(event.data.token || '')); }
    if (event.data.type === 'callboard-user') { host.setUser(event.data.user || null); }
    if (event.data.type === 'callboard-logout') { logout(); }
  });
  if (settings.bridge) { adopt(); send(); }
  tellApp({ type: 'callboard-ready', page: settings.page });
  showHub();
  loadScript();
  signIn();
})();
