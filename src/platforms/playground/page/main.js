/** The page: six people side by side, one clock, and news from the server as they come. */
import { ask, memory } from './api.js';
import { clockControls } from './clock.js';
import { Column } from './column.js';
import { h, retranslate, speak } from './dom.js';
import { languages } from './words.js';

const narrow = matchMedia('(max-width: 44rem)');
const status = document.querySelector('#status');

chooseLanguage();
const room = await ask('room');
const columns = room.people.map((person) => new Column(person, room));
document.querySelector('#people').append(...columns.map((column) => column.element));
choosePeople();
const clock = clockControls();
clock.begin(room.now);
follow();

function chooseLanguage() {
  const select = document.querySelector('#page-language');
  const own = navigator.languages.map((each) => each.slice(0, 2)).find((each) => Object.hasOwn(languages, each));
  const speakIn = (language) => {
    document.documentElement.lang = language;
    select.value = language;
    retranslate();
  };
  speakIn(memory.get('language', own ?? 'en'));
  select.addEventListener('change', () => {
    memory.set('language', select.value);
    speakIn(select.value);
  });
}

/** Whose columns stand side by side; on a narrow screen one at a time. */
function choosePeople() {
  let chosen = memory.get('chosen', ['ana', 'rosa', 'sam']);
  const buttons = columns.map(({ person }) => {
    const press = () => {
      const on = chosen.includes(person.account);
      if (narrow.matches) chosen = [person.account];
      else if (!on) chosen = [...chosen, person.account];
      else if (chosen.length > 1) chosen = chosen.filter((each) => each !== person.account);
      memory.set('chosen', chosen);
      show();
    };
    return h(
      'button',
      { type: 'button', class: `chip ${person.account}`, 'aria-pressed': 'false', on: { click: press } },
      h('span', { class: 'face', 'aria-hidden': 'true' }, person.name[0]),
      ' ',
      person.name,
    );
  });
  const show = () => {
    const shown = narrow.matches ? chosen.slice(-1) : chosen;
    for (const [index, column] of columns.entries()) {
      const on = shown.includes(column.person.account);
      column.element.hidden = !on;
      buttons[index].setAttribute('aria-pressed', String(on));
      if (on) column.settle();
    }
  };
  document.querySelector('#who').append(...buttons);
  narrow.addEventListener('change', show);
  show();
}

/** The browser connects again by itself, and names the last change that it has seen. */
function follow() {
  let fresh = false;
  let lost = false;
  const source = new EventSource('events');
  const all = (todo) => columns.forEach(todo);
  all((column) => column.busy(true));
  source.addEventListener('anew', () => {
    fresh = false;
    all((column) => column.busy(true));
    all((column) => column.clear());
  });
  source.addEventListener('entry', ({ data }) => {
    const entry = JSON.parse(data);
    all((column) => column.update(entry, { fresh }));
  });
  source.addEventListener('clock', ({ data }) => {
    clock.show(JSON.parse(data).now);
    if (fresh) return;
    // The time comes after the past: from here on, everything is new.
    fresh = true;
    all((column) => column.busy(false));
  });
  source.addEventListener('open', () => {
    if (lost) speak(status, 'back');
    lost = false;
  });
  source.addEventListener('error', () => {
    lost = true;
    speak(status, source.readyState === EventSource.CLOSED ? 'over' : 'lost');
  });
}
