// Dragging cards by pointer, and what keys do while one is held. What a drag means is decided in .NET; the page's elements stay Blazor's.

const threshold = 6;
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Watches a board until it is detached; `desk` hears of drops and keys. */
export function attach(board, desk) {
  const ended = new AbortController();
  let drag = null;
  let dropped = false;

  const on = (target, event, handler, capture = false) => target.addEventListener(event, handler, { signal: ended.signal, capture });

  on(board, 'pointerdown', (event) => {
    const card = event.target.closest('.card');
    const onGrip = event.target.closest('.grip');
    // A finger on a card scrolls; on its handle it drags.
    if (!card || event.button !== 0 || event.target.closest('.edit') || (event.pointerType !== 'mouse' && !onGrip)) return;

    dropped = false;
    drag = { card, id: card.dataset.card, pointer: event.pointerId, x: event.clientX, y: event.clientY, ghost: null, marker: null, place: null };
  });

  on(window, 'pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < threshold) return;
    if (!drag.ghost) lift(drag);
    event.preventDefault();
    drag.ghost.style.translate = `${event.clientX - drag.x}px ${event.clientY - drag.y}px`;
    drag.place = placeAt(event.clientX, event.clientY, drag.id);
    mark(drag);
  });

  on(window, 'pointerup', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { id, place, ghost } = drag;
    end();
    dropped = ghost !== null;
    if (ghost && place) desk.invokeMethodAsync('Drop', id, place.column, place.before);
  });

  on(window, 'pointercancel', () => end());
  on(window, 'blur', () => end());

  // The click that ends a drag opens nothing.
  on(board, 'click', (event) => {
    if (!dropped) return;
    dropped = false;
    event.stopPropagation();
    event.preventDefault();
  }, true);

  on(window, 'keydown', (event) => {
    if (drag?.ghost && event.key === 'Escape') return end();

    const held = event.target.closest?.('.grip[aria-pressed="true"]');
    if (!held) return;
    if (arrows[event.key]) {
      event.preventDefault();
      desk.invokeMethodAsync('Step', ...arrows[event.key]);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      desk.invokeMethodAsync('PutBack');
    }
  });

  function end() {
    if (!drag) return;
    drag.ghost?.remove();
    drag.marker?.remove();
    document.documentElement.classList.remove('dragging');
    drag.card.classList.remove('lifted');
    drag = null;
  }

  return {
    /** Focuses a part of a card, or its handle where that part cannot be. */
    focus(id, part) {
      const card = document.getElementById(`card-${id}`);
      const wanted = card?.querySelector(`[data-part="${part}"]:not(:disabled)`) ?? card?.querySelector('.grip');
      wanted?.focus();
      if (part === 'title') wanted?.select?.();
    },
    detach() {
      end();
      ended.abort();
    },
  };
}

/** Makes the picture that follows the pointer. */
function lift(drag) {
  const box = drag.card.getBoundingClientRect();
  drag.ghost = drag.card.cloneNode(true);
  drag.ghost.removeAttribute('id');
  drag.ghost.inert = true;
  drag.ghost.classList.add('ghost');
  Object.assign(drag.ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
  drag.marker = document.createElement('div');
  drag.marker.className = 'marker';
  document.body.append(drag.ghost, drag.marker);
  document.documentElement.classList.add('dragging');
  drag.card.classList.add('lifted');
}

/** Where a card would land: a column, and the card that it would stand before. */
function placeAt(x, y, id) {
  const column = document.elementFromPoint(x, y)?.closest('[data-column]');
  if (!column) return null;
  const cards = [...column.querySelectorAll('.card')].filter((card) => card.dataset.card !== id);
  const before = cards.find((card) => y < middle(card.getBoundingClientRect()));
  return { element: column, cards, column: column.dataset.column, before: before?.dataset.card ?? null };
}

const middle = (box) => box.top + box.height / 2;

/** Draws the line where the card would land. */
function mark({ place, marker }) {
  marker.hidden = !place;
  if (!place) return;
  const before = place.cards.find((card) => card.dataset.card === place.before);
  const list = place.element.querySelector('.cards').getBoundingClientRect();
  const top = before ? before.getBoundingClientRect().top - 5 : (place.cards.at(-1)?.getBoundingClientRect().bottom ?? list.top) + 4;
  Object.assign(marker.style, { left: `${list.left}px`, width: `${list.width}px`, top: `${top}px` });
}
