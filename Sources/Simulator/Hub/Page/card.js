// A card of the simulated hub, in its frame: asks who is there, shows the form, sends it.
(() => {
  'use strict';
  const card = JSON.parse(document.getElementById('card').textContent);
  const place = document.getElementById('place');
  const above = window.parent;
  const state = { session: null, user: null, prefill: {}, waiting: null };
  const extension = {};
  new URLSearchParams(location.search).forEach((value, name) => {
    if (name.startsWith('komo_e:')) { extension[name.slice(7)] = value; }
  });
  const about = { siteId: 'simulated-site', siteName: 'Simulated hub', cardId: card.id, cardName: card.name, cardType: card.type };
  // Whoever embeds the card is not known to it beforehand; only what its own script asked for goes there.
  const tell = message => above.postMessage(message, '*');
  const emit = (name, data) => tell({ type: 'event', name, data: Object.assign({}, about, data) });

  function element(name, attributes, text) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    if (text) { made.textContent = text; }
    return made;
  }

  function askWho(again) {
    // On the hub's own pages nobody else knows who is there.
    if (above === window || new URLSearchParams(location.search).has('standalone')) { return Promise.resolve(null); }
    return new Promise(resolve => {
      state.waiting = resolve;
      tell({ type: 'who', again });
      setTimeout(() => resolve(null), 20000);
    });
  }

  async function post(path, value) {
    const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
    const body = await answer.json().catch(() => ({}));
    return { status: answer.status, body };
  }

  // Who is there; what the hub refuses is asked for once more, and then the hub's own form stands there.
  async function identify(again) {
    for (const isAgain of again ? [true] : [false, true]) {
      const token = await askWho(isAgain);
      if (!token) { break; }
      const answer = await post('/embed-api/session', { token });
      if (answer.status === 200) {
        state.session = answer.body.session;
        state.user = answer.body.user;
        return true;
      }
    }
    state.session = null;
    state.user = null;
    return false;
  }

  function showLogin() {
    const form = element('form', { 'data-login': '' });
    form.append(element('p', {}, 'Please say who you are.'), element('input', { name: 'email', type: 'email', required: '' }),
      element('button', { type: 'submit' }, 'Log in'));
    form.onsubmit = event => {
      event.preventDefault();
      state.user = { email: form.elements.email.value };
      showForm();
    };
    emit('auth-view', {});
    place.replaceChildren(form);
  }

  const fields = ['email', 'first_name', 'last_name', 'company'];
  function showForm() {
    const form = element('form', { 'data-card-form': '' });
    form.append(element('p', { 'data-greeting': '' }, 'Hello ' + ((state.user && state.user.first_name) || (state.user && state.user.email) || '')));
    fields.forEach(name => {
      const input = element('input', { name, 'aria-label': name });
      input.value = state.prefill[name] || (state.user && state.user[name]) || '';
      form.append(input);
    });
    form.append(element('button', { type: 'submit', 'data-send': '' }, 'Send'), element('p', { 'data-result': '', role: 'status' }));
    form.onsubmit = event => { event.preventDefault(); send(form); };
    emit('form-start', {});
    place.replaceChildren(form);
  }

  async function send(form) {
    const values = Object.fromEntries(fields.map(name => [name, form.elements[name].value]));
    const result = form.querySelector('[data-result]');
    const submit = () => post('/embed-api/cards/' + encodeURIComponent(card.id) + '/submissions', {
      session: state.session, fields: values, extensionData: extension
    });
    result.textContent = 'Sending…';
    let answer;
    try {
      answer = await submit();
      if (answer.status === 401) {
        if (!await identify(true)) { showLogin(); return; }
        answer = await submit();
      }
    } catch (error) {
      result.textContent = 'That did not work; try again.';
      return;
    }
    if (answer.status !== 200) { result.textContent = 'That did not work; try again.'; return; }
    result.textContent = 'Thank you!';
    emit('form-submission', { submissionId: answer.body.submission, contactId: answer.body.contact });
    emit('card-finished', { score: 3, contactId: answer.body.contact });
  }

  window.addEventListener('message', event => {
    if (event.source !== above || !event.data) { return; }
    if (event.data.type === 'identity' && state.waiting) { state.waiting(event.data.token); state.waiting = null; }
    if (event.data.type === 'prefill') { state.prefill = event.data.values || {}; }
    if (event.data.type === 'forget') { state.session = null; state.user = null; identify(true).then(isKnown => isKnown ? showForm() : showLogin()); }
  });

  tell({ type: 'ready' });
  emit('card-viewed', {});
  identify(false).then(isKnown => isKnown ? showForm() : showLogin());
})();
