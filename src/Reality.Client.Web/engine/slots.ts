import type { Core } from './core';

/** Lets a bounded number of tasks run. A task that takes too long keeps running but frees its slot: a hanging one harms only itself. */
export class Slots {
  #waiting: (() => void)[] = [];

  constructor(private free: number, private readonly core: Core) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((turn) => this.#waiting.push(turn));
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.free++;
    };
    const timer = this.core.after(this.core.settings.togetherTimeout, release);
    try {
      return await task();
    } finally {
      this.core.stop(timer);
      release();
    }
  }
}
