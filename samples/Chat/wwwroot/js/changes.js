const listeners = new Set();
let scheduled = false;

/** Calls back after something that is shown has changed. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Says that something changed. Several changes of one task are drawn as one, so no state between them ever reaches the screen. */
export function changed() {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}
