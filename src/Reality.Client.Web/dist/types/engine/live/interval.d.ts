import type { Plugin } from '../plugin.js';
import { type Page } from './page.js';
/** Asks for all keys at an interval, except while the page is hidden. Where changes shall arrive at once, `live` is cheaper. */
export declare function interval(milliseconds: number, page?: Page): Plugin;
