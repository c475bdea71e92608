/** Virtual time: it passes when told, and whatever can happen at a moment happens before the next. */
export class Clock {
  now = 1_700_000_000_000;
  readonly #timers = new Map<number, { at: number; run: () => void }>();
  #next = 1;

  readonly timers = {
    setTimeout: (run: () => void, milliseconds: number): unknown => {
      this.#timers.set(this.#next, { at: this.now + Math.max(0, milliseconds), run });
      return this.#next++;
    },
    clearTimeout: (timer: unknown): void => void this.#timers.delete(timer as number),
  };

  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settle();
    for (;;) {
      const [id, due] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (id === undefined || !due) break;
      this.now = Math.max(this.now, due.at);
      this.#timers.delete(id);
      due.run();
      await settle();
    }
    this.now = end;
  }

  /** The machine sleeps: the clock jumps, and what was due meanwhile runs afterwards. */
  sleep(milliseconds: number): void {
    this.now += milliseconds;
  }
}

/** Lets promises, and the streams of answers, run until nothing more happens. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise<void>((done) => setImmediate(done));
}
