/** Making elements. Text goes in as text only, never as markup. */
import { words } from './words.js';

/**
 * An element with attributes and children. `words` names a text of the page (`{ words: 'send' }`), `label` the same
 * for an accessible name; both follow the language of the page. `on` holds listeners by event.
 */
export function h(tag, { words: key, args, label, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  if (key) speak(element, key, args);
  if (label) name(element, label, args);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** Gives an element a text of the page. */
export function speak(element, key, args) {
  element.dataset.words = key;
  if (args) element.dataset.args = JSON.stringify(args);
  else delete element.dataset.args;
  element.textContent = words(key, args);
}

/** Gives an element an accessible name out of the texts of the page. */
export function name(element, key, args) {
  element.dataset.label = key;
  if (args) element.dataset.args = JSON.stringify(args);
  element.setAttribute('aria-label', words(key, args));
}

/** A moment, shown in the language of the page; `data-long` shows the day as well. */
export function timeOf(at, attributes = {}) {
  const element = h('time', { datetime: at, ...attributes });
  retime(element);
  return element;
}

/** The language of the page, with the region of the reader where they have one: it decides how dates are written. */
const region = () => {
  const { lang } = document.documentElement;
  return navigator.languages.find((each) => each.split('-')[0] === lang) ?? lang;
};

export function retime(element) {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const style = element.dataset.long === undefined ? { timeStyle: 'short' } : { dateStyle: 'full', timeStyle: 'short' };
  element.textContent = new Intl.DateTimeFormat(region(), style).format(at);
  if (element.dataset.long === undefined) {
    element.title = new Intl.DateTimeFormat(region(), {
      dateStyle: 'full',
      timeStyle: 'short',
    }).format(at);
  }
}

/** Says everything anew after the language of the page has changed; nothing is rebuilt, so no focus moves. */
export function retranslate() {
  for (const element of document.querySelectorAll('[data-words]')) {
    speak(element, element.dataset.words, element.dataset.args && JSON.parse(element.dataset.args));
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    name(element, element.dataset.label, element.dataset.args && JSON.parse(element.dataset.args));
  }
  for (const element of document.querySelectorAll('time')) retime(element);
}

let made = 0;
/** An id for an element, once on this page. */
export const freshId = (what) => `${what}-${(made += 1)}`;
