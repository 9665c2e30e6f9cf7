/** What one person sees: their places as tabs, each with its messages and a field to write in. */
import { act } from './api.js';
import { composerOf } from './composer.js';
import { freshId, h, speak } from './dom.js';
import { messageOf } from './messages.js';

export const placeName = (place) =>
  place.kind === 'direct' ? `direct/${place.account}` : `shared/${place.space}${place.topic ? `/${place.topic}` : ''}`;

const wordsOf = (place) => (place.kind === 'direct' ? 'direct' : place.topic ? 'thread' : place.space);

export class Column {
  person;
  people;
  limits;
  plainOnly;
  element;
  #places = new Map();
  #entries = new Map();
  #tabs;
  #panels = h('div', { class: 'panels' });
  #shown;

  constructor(person, room) {
    this.person = person;
    this.people = room.people;
    this.limits = room.limits;
    this.plainOnly = person.plain;
    this.#tabs = h('div', { role: 'tablist', class: 'tabs', label: 'places', args: { name: person.name } });
    this.#tabs.addEventListener('keydown', (event) => this.#walk(event));
    const title = freshId('person');
    this.element = h(
      'section',
      { class: `person ${person.account}`, 'aria-labelledby': title, 'data-account': person.account },
      h(
        'header',
        {},
        h('span', { class: 'face', 'aria-hidden': 'true' }, person.name[0]),
        h(
          'div',
          {},
          h('h2', { id: title }, person.name),
          h('p', { class: 'role', words: person.runsServer ? 'role-steward' : `role-${person.role}` }),
        ),
        this.#settings(room.locales),
      ),
      this.#tabs,
      this.#panels,
    );
    const { account, role } = person;
    this.#open({ kind: 'direct', account });
    if (role !== 'stranger') this.#open({ kind: 'shared', space: 'square' });
    if (role === 'responder') this.#open({ kind: 'shared', space: 'responders' });
    this.#show(`direct/${account}`);
  }

  nameOf(account) {
    return this.people.find((each) => each.account === account)?.name ?? account;
  }

  /** Takes in a change: adds, replaces or takes away one message, and touches nothing else. */
  update(entry, { fresh }) {
    if (!entry.viewers.includes(this.person.account)) return;
    const before = this.#entries.get(entry.id);
    if (entry.seen) this.#put(entry, before, fresh);
    else if (before) this.#take(entry.id, before);
  }

  /** Forgets every message, since another playground is looked at. */
  clear() {
    for (const [id, held] of this.#entries) this.#take(id, held);
  }

  /** Comes into sight: shows the newest messages. */
  settle() {
    const { log } = this.#places.get(this.#shown);
    log.scrollTop = log.scrollHeight;
  }

  /** While the past is read in, nothing is announced. */
  busy(on) {
    for (const { log } of this.#places.values()) log.setAttribute('aria-busy', String(on));
  }

  #put(entry, before, fresh) {
    const place = this.#open(entry.place);
    const element = messageOf(entry, this);
    element.dataset.order = entry.order;
    const { log } = place;
    const atEnd = isAtEnd(log);
    if (before) {
      const focused = before.element.contains(document.activeElement);
      before.element.replaceWith(element);
      if (focused) (element.querySelector('.tools button') ?? place.composer).focus();
    } else {
      const later = [...log.children].findLast((child) => Number(child.dataset.order) < entry.order);
      if (later) later.after(element);
      else log.prepend(element);
    }
    this.#entries.set(entry.id, { entry, element, place });
    place.empty.hidden = true;
    if (entry.place.topic && !place.titled) this.#title(place, entry);
    if (fresh && !before) this.#arrive(place, entry, element);
    const mine = entry.seen.by === this.person.account;
    if (place.panel.hidden) return;
    if (fresh && atEnd && !mine) showFrom(log, element);
    else if (atEnd || mine || !fresh) log.scrollTop = log.scrollHeight;
    place.look();
  }

  #take(id, { element, place }) {
    const focused = element.contains(document.activeElement);
    element.remove();
    this.#entries.delete(id);
    place.empty.hidden = place.log.children.length > 0;
    if (focused) place.composer.focus();
  }

  #title(place, { seen }) {
    const first = seen.message?.parts.find((part) => part.text)?.text ?? seen.text;
    place.titled = true;
    delete place.words.dataset.words;
    // What follows a colon in the first sentence tells threads apart that begin alike.
    const title = /^(?:[^.!?\n]*: )?([^.!?\n]+)/u.exec(first)?.[1] ?? first;
    place.words.textContent = title.length > 32 ? `${title.slice(0, 31)}…` : title;
  }

  #arrive(place, entry, element) {
    element.classList.add('new');
    element.addEventListener('animationend', () => element.classList.remove('new'), { once: true });
    if (!place.panel.hidden || entry.seen.by === this.person.account) return;
    place.unread += 1;
    speak(place.badge, 'unread', { count: place.unread });
  }

  /** The place, with its tab and panel; made when it is seen for the first time. */
  #open(place) {
    const key = placeName(place);
    const known = this.#places.get(key);
    if (known) return known;
    const [tabId, panelId] = [freshId('tab'), freshId('panel')];
    const words = h('span', { words: wordsOf(place), dir: 'auto' });
    const badge = h('span', { class: 'badge' });
    const tab = h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: tabId,
        'aria-controls': panelId,
        'aria-selected': 'false',
        tabindex: '-1',
        on: { click: () => this.#show(key) },
      },
      words,
      ' ',
      badge,
    );
    const args = { place: wordsOf(place), name: this.person.name };
    const log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: '0', label: 'log-label', args });
    const empty = h('p', { class: 'empty', words: `empty-${wordsOf(place)}`, args: { name: this.person.name } });
    const newest = h('button', { type: 'button', class: 'newest', words: 'newest', hidden: true });
    const look = () => (newest.hidden = isAtEnd(log));
    newest.addEventListener('click', () => {
      log.scrollTop = log.scrollHeight;
      log.focus();
    });
    log.addEventListener('scroll', look);
    const composer = composerOf(this, place);
    const panel = h(
      'div',
      { role: 'tabpanel', id: panelId, 'aria-labelledby': tabId, class: 'panel', hidden: true, 'data-place': key },
      empty,
      log,
      newest,
      composer.element,
    );
    const made = { key, tab, panel, log, empty, words, badge, composer, look, unread: 0, titled: false };
    this.#places.set(key, made);
    this.#tabs.append(tab);
    this.#panels.append(panel);
    return made;
  }

  #show(key) {
    for (const place of this.#places.values()) {
      const on = place.key === key;
      place.panel.hidden = !on;
      place.tab.setAttribute('aria-selected', String(on));
      place.tab.tabIndex = on ? 0 : -1;
      if (!on) continue;
      place.tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      place.unread = 0;
      place.badge.textContent = '';
      delete place.badge.dataset.words;
      place.log.scrollTop = place.log.scrollHeight;
    }
    this.#shown = key;
  }

  /** Arrows, Home and End walk through the tabs (WAI-ARIA Authoring Practices, "Tabs"). */
  #walk(event) {
    const all = [...this.#places.values()];
    const at = all.findIndex((place) => place.key === this.#shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const place = all[(to + all.length) % all.length];
    this.#show(place.key);
    place.tab.focus();
  }

  #settings(locales) {
    const language = h(
      'select',
      { on: { change: () => act('language', { as: this.person.account, locale: language.value }).catch(() => {}) } },
      ...locales.map((locale) => h('option', { value: locale, lang: locale }, nameOfLanguage(locale))),
    );
    language.value = this.person.locale;
    const plain = h('input', { type: 'checkbox', role: 'switch', on: { change: () => this.#setPlain(plain.checked) } });
    plain.checked = this.plainOnly;
    const summary = h('summary', {}, h('span', { words: 'settings' }));
    return h(
      'details',
      { class: 'settings' },
      summary,
      h(
        'div',
        {},
        h('label', {}, h('span', { words: 'language' }), ' ', language),
        h('label', { class: 'check' }, plain, ' ', h('span', { words: 'plain-only' })),
      ),
    );
  }

  #setPlain(on) {
    this.plainOnly = on;
    act('plain', { as: this.person.account, plain: on }).catch(() => {});
    this.busy(true);
    for (const { entry } of this.#entries.values()) this.update(entry, { fresh: false });
    this.busy(false);
  }
}

const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 60;

/** Down to the end, but not past the beginning of a message that is taller than what is in sight. */
function showFrom(log, element) {
  const start = log.scrollTop + element.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  log.scrollTop = Math.min(start, log.scrollHeight);
}

function nameOfLanguage(locale) {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name[0].toLocaleUpperCase(locale) + name.slice(1);
}
