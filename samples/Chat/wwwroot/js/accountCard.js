import { element } from './dom.js';
import { account } from './account.js';
import { hueOf, initials } from './text.js';

const card = document.getElementById('account');
let drawn = '';
let renaming = false;

/** Draws the card only when what it shows has changed, so that a form in it keeps its focus and its text. */
export function drawAccountCard() {
  if (!account.userId) renaming = false;
  const state = JSON.stringify([account.isKnown, account.userId, renaming || account.displayName]);
  if (state === drawn) return;
  drawn = state;
  if (!account.isKnown) card.replaceChildren(element('p', { class: 'id' }, 'Asking who you are…'));
  else if (account.userId === null) card.replaceChildren(...signInForm());
  else if (renaming) card.replaceChildren(...renameForm());
  else card.replaceChildren(...profile());
}

function profile() {
  const avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(account.displayName));
  avatar.style.setProperty('--hue', hueOf(account.displayName));
  return [
    element('div', { class: 'who' },
      avatar,
      element('div', { class: 'names' },
        element('p', { class: 'display', id: 'display-name', title: account.displayName }, account.displayName),
        element('p', { class: 'id', title: account.userId }, `signed in as ${account.userId}`))),
    element('div', { class: 'acts' },
      element('button', { type: 'button', class: 'link', id: 'rename', onclick: () => turn(true) }, 'Change name'),
      element('button', { type: 'button', class: 'link', id: 'sign-out', onclick: signOut }, 'Sign out')),
  ];
}

function turn(on) {
  renaming = on;
  drawAccountCard();
  document.getElementById(on ? 'display-name-input' : 'rename')?.focus();
  document.getElementById('display-name-input')?.select();
}

async function signOut() {
  await account.signOut();
  document.getElementById('sign-in-name')?.focus();
}

const signInForm = () => nameForm({
  id: 'sign-in',
  inputId: 'sign-in-name',
  label: 'Sign in with a name',
  value: '',
  action: 'Sign in',
  why: 'Keeps your display name and how far you have read.',
  act: (name) => account.signIn(name),
});

const renameForm = () => nameForm({
  id: 'rename-form',
  inputId: 'display-name-input',
  label: 'Display name',
  value: account.displayName,
  action: 'Save',
  act: async (name) => {
    await account.rename(name);
    turn(false);
  },
  cancel: () => turn(false),
});

/** A form of one name. A name that is refused stays in the field, with the reason under it. */
function nameForm({ id, inputId, label, value, action, why, act, cancel }) {
  const input = element('input', {
    id: inputId, type: 'text', value, maxLength: 40, required: true, autocomplete: 'username', spellcheck: false,
  });
  input.setAttribute('aria-describedby', `${id}-problem`);
  const problem = element('p', { class: 'problem', id: `${id}-problem`, role: 'alert' });
  const button = element('button', { type: 'submit' }, action);
  const form = element('form', { id, noValidate: true, onsubmit: submit },
    element('label', { htmlFor: inputId }, label),
    element('div', { class: 'field-row' }, input, button),
    problem,
    why ? element('p', { class: 'why' }, why) : null,
    cancel ? element('div', { class: 'acts' }, element('button', { type: 'button', class: 'link', onclick: cancel }, 'Cancel')) : null);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') cancel?.();
  });
  return [form];

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      await act(input.value.trim());
    } catch (error) {
      problem.textContent = error.message;
      input.focus();
    } finally {
      button.disabled = false;
    }
  }
}
