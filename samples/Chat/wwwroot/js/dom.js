/** Makes an element. Text always becomes a text node, so nothing that a person wrote is ever read as HTML. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') made.className = value;
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * Brings a list's children in line with the entries, moving and refilling as little as possible: an element keeps its identity
 * (and with it focus, selection and running transitions) for as long as an entry with its id is there.
 * @param {Element} list
 * @param {{ id: string, signature: string, fill: (element: HTMLElement, isNew: boolean) => void }[]} entries
 */
export function arrange(list, entries) {
  const present = new Map([...list.children].map((child) => [child.dataset.id, child]));
  let next = list.firstElementChild;
  for (const { id, signature, fill } of entries) {
    let child = present.get(id);
    const isNew = !child;
    child ??= element('li');
    present.delete(id);
    if (child.dataset.signature !== signature) {
      child.dataset.id = id;
      child.dataset.signature = signature;
      fill(child, isNew);
    }
    if (child === next) next = next.nextElementSibling;
    else list.insertBefore(child, next);
  }
  for (const child of present.values()) child.remove();
}
