/** Something that makes the engine ask again: called once with what to call, it returns how to stop it. */
export type Trigger = (ask: (reason: string) => void) => () => void;

/** A trigger from a DOM event; `when` says whether this one counts. */
function event(target: EventTarget, type: string, reason: string, when: (event: Event) => boolean = () => true): Trigger {
  return (ask) => {
    const listener = (event: Event) => {
      if (when(event)) ask(reason);
    };
    target.addEventListener(type, listener);
    return () => target.removeEventListener(type, listener);
  };
}

/** Focus, becoming visible, coming back from the back-forward cache, and the network's return. None where there is no window. */
export function browserTriggers(): Trigger[] {
  if (typeof window === 'undefined' || typeof document === 'undefined') return [];
  return [
    event(window, 'focus', 'focus'),
    event(document, 'visibilitychange', 'visible', () => document.visibilityState === 'visible'),
    event(window, 'pageshow', 'page restored', (shown) => (shown as PageTransitionEvent).persisted),
    event(window, 'online', 'online'),
  ];
}
