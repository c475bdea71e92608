import type { Plugin } from '../plugin';
import { onePage, type Page } from './page';

/** Asks for all keys at an interval, except while the page is hidden. Where changes shall arrive at once, `live` is cheaper. */
export function interval(milliseconds: number, page: Page = onePage()): Plugin {
  if (!(milliseconds > 0)) throw new RangeError(`An interval of ${milliseconds} ms was given`);
  return ({ core, ask }) => {
    let timer: unknown;
    const wait = () => {
      timer = core.after(milliseconds, () => {
        if (!page.hidden) ask('interval');
        wait();
      });
    };
    wait();
    return () => core.stop(timer);
  };
}
