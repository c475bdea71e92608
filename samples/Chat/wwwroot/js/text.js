const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const olderFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export const clock = (ms) => clockFormat.format(ms);
export const fullTime = (ms) => fullFormat.format(ms);
export const dayOf = (ms) => new Date(ms).toDateString();

/** "Today", "Yesterday", "Tuesday, 3 March", or with the year if it is another one. */
export function dayTitle(ms) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayOf(ms) === today.toDateString()) return 'Today';
  if (dayOf(ms) === yesterday.toDateString()) return 'Yesterday';
  return (new Date(ms).getFullYear() === today.getFullYear() ? dayFormat : olderFormat).format(ms);
}

/** At most two characters that stand for a name. */
export function initials(name) {
  const first = (word) => [...graphemes.segment(word)][0]?.segment ?? '';
  const words = name.trim().split(/\s+/u);
  return (first(words[0]) + (words.length > 1 ? first(words[words.length - 1]) : '')).toUpperCase();
}

/** The same name has the same hue in every browser. */
export function hueOf(name) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)) % 3600;
  return sum % 360;
}

export const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;
