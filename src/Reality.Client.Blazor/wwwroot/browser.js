// What a browser knows and .NET does not: that somebody looks at the page, and whether there is a network.

/** Tells `target` what happens until the returned watch is stopped. */
export function watch(target) {
  const ended = new AbortController();

  // A circuit that is gone, or not back yet, cannot be told; it asks again when it is back.
  const tell = (what) => target.invokeMethodAsync('Tell', what).catch(() => {});
  const on = (source, event, what) => source.addEventListener(event, () => tell(what()), { signal: ended.signal });

  on(window, 'focus', () => 'focus');
  on(window, 'online', () => 'online');
  on(window, 'offline', () => 'offline');
  on(document, 'visibilitychange', () => document.visibilityState);
  // A page that comes back from the back/forward cache, or from being frozen, has heard of nothing meanwhile.
  window.addEventListener('pageshow', (event) => event.persisted && tell('visible'), { signal: ended.signal });
  on(document, 'resume', () => document.visibilityState);

  if (!navigator.onLine) tell('offline');
  if (document.visibilityState === 'hidden') tell('hidden');
  return { stop: () => ended.abort() };
}
