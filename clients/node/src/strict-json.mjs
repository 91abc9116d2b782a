import { refuse, refuseUnless } from './refusal.mjs';

const MAXIMUM_DEPTH = 8;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SCALAR = /true|false|null|-?[0-9][0-9.eE+-]*/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * JSON of a peer. JSON.parse alone takes repeated members (the last wins), half surrogate pairs, and rounds numbers.
 * A number that is not a whole one of at most 2^53 - 1, in plain digits, comes out as a boxed Number, which no check takes for a number.
 * @param {Buffer} utf8
 * @param {string} malformed the reason for text that is no JSON
 */
export function readJson(utf8, malformed) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8);
    JSON.parse(text);
  } catch {
    refuse(malformed);
  }
  // Its grammar is right: what follows looks only for what JSON.parse lets pass.
  return new Reader(text, malformed).value(1);
}

class Reader {
  #text;
  #malformed;
  #at = 0;

  constructor(text, malformed) {
    this.#text = text;
    this.#malformed = malformed;
  }

  value(depth) {
    this.#take(SPACE);
    const first = this.#text[this.#at];
    if (first === '{' || first === '[') {
      refuseUnless(depth <= MAXIMUM_DEPTH, 'too_deep');
      return first === '{' ? this.#object(depth) : this.#array(depth);
    }
    return first === '"' ? this.#string() : this.#scalar();
  }

  #object(depth) {
    const members = Object.create(null);
    this.#list('}', () => {
      const name = this.#string();
      refuseUnless(!(name in members), 'duplicate_member');
      this.#skip(':');
      members[name] = this.value(depth + 1);
    });
    return members;
  }

  #array(depth) {
    const items = [];
    this.#list(']', () => items.push(this.value(depth + 1)));
    return items;
  }

  #list(end, item) {
    this.#at++;
    this.#take(SPACE);
    while (this.#text[this.#at] !== end) {
      item();
      this.#take(SPACE);
      if (this.#text[this.#at] === ',') {
        this.#skip(',');
      }
    }
    this.#at++;
  }

  #string() {
    const text = JSON.parse(this.#take(STRING));
    refuseUnless(text.isWellFormed(), this.#malformed);
    return text;
  }

  #scalar() {
    const text = this.#take(SCALAR);
    const value = JSON.parse(text);
    return typeof value === 'number' && !(/^[0-9]+$/.test(text) && Number.isSafeInteger(value)) ? Object(value) : value;
  }

  #skip(character) {
    this.#take(SPACE);
    this.#at += character.length;
    this.#take(SPACE);
  }

  #take(pattern) {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text);
    this.#at += found.length;
    return found;
  }
}

export function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Number);
}

export function hasOnly(object, ...names) {
  return Object.keys(object).every((name) => names.includes(name));
}

/** Whole seconds up to the year 9999. */
export function isTime(value) {
  return isCount(value) && value <= 253402300799;
}

export function isCount(value) {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
