/** What this browser (or, for `tab`, this tab) keeps across reloads. Without storage everything works, until the reload. */
function keeper(storage) {
  return {
    get(name, otherwise) {
      try {
        return JSON.parse(storage().getItem(`chat.${name}`)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      try {
        storage().setItem(`chat.${name}`, JSON.stringify(value));
      } catch {
        // Full or forbidden: the page goes on without.
      }
    },
  };
}

export const browser = keeper(() => localStorage);
export const tab = keeper(() => sessionStorage);
