import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, pause, until, type Told } from './harness/bench';
import { Chance } from './harness/random';

const accounts = ['acc:1', 'acc:2', 'acc:3'];
const total = 300;
const first = Number(process.env['SEED'] ?? 1);
const runs = Number(process.env['RUNS'] ?? 12);

for (let seed = first; seed < first + runs; seed++) {
  test(`a random client of a random server sees nothing old, nothing torn, loses nothing of its own, and in the end the truth: seed ${seed}`, () => run(seed));
}

async function run(seed: number): Promise<void> {
  const chance = new Chance(seed);
  const { server, reality, watch } = await bench({ random: () => chance.next(), retry: { attempts: 1_000, baseDelay: 4, maxDelay: 10 } });
  const faults: string[] = [];
  let rough = true;

  // The server: transfers that keep the sum, slow answers, failures before and after the work is done.
  for (const key of accounts) server.write(key, 100);
  const fail = () => (chance.once(2) ? { status: chance.of([500, 503, 429]) } : ('drop' as const));
  server.hook = async (kind) => {
    if (!rough) return undefined;
    await pause(chance.below(6));
    return kind === 'write' ? (chance.once(4) ? fail() : undefined) : chance.once(8) ? fail() : undefined;
  };
  server.delay = () => (rough ? pause(chance.below(8)) : undefined);
  const transfer = () => {
    const [from, to] = [chance.of(accounts), chance.of(accounts)];
    if (from === to) return;
    const amount = chance.below(20);
    server.write(from, (server.node(from).data as number) - amount);
    server.write(to, (server.node(to).data as number) + amount);
  };

  // What the user sees, at every moment.
  const highest = new Map<string, number>();
  const sent: string[] = [];
  const look = () => {
    const states = accounts.map((key) => reality.get<number>(key));
    const sum = states.reduce((sum, state) => sum + (state.data ?? NaN), 0);
    if (!Number.isNaN(sum) && sum !== total && !states.some((state) => state.torn)) faults.push(`torn: ${states.map((state) => `${state.data}@${state.version}`)}`);
    for (const key of [...accounts, 'room:a']) {
      const { version } = reality.get(key);
      if (version && version < (highest.get(key) ?? 0)) faults.push(`back: ${key} ${highest.get(key)}→${version}`);
      highest.set(key, Math.max(version, highest.get(key) ?? 0));
    }
    const room = reality.get<string[]>('room:a').data;
    if (room) for (const text of sent) if (!room.includes(text)) faults.push(`own: ${text} has vanished`);
  };
  const told: Told[] = accounts.map((key) => watch(key, { onData: look, onStatus: look }));
  const room = watch('room:a', { onData: look });
  let passing: Told | undefined;

  const mutations: Promise<void>[] = [];
  for (let step = 0; step < 120; step++) {
    await pause(chance.below(4));
    const dice = chance.below(10);
    if (dice < 4) transfer();
    else if (dice < 6) void reality.syncAll();
    else if (dice < 8) {
      const text = `${seed}-${step}`;
      mutations.push(
        reality
          .mutate({
            keys: 'room:a',
            apply: (data: string[] | null | undefined) => (data?.includes(text) ? data : [...(data ?? []), text]),
            request: async ({ fetch }) => {
              const response = await fetch('/write/room%3Aa', { method: 'POST', body: JSON.stringify(text) });
              if (!response.ok) throw new Error(`answered ${response.status}`);
              return response;
            },
          })
          .then(() => void sent.push(text), () => {}),
      );
    } else if (dice < 9) server.write('room:a', [...((server.node('room:a').data as string[] | null) ?? []), `theirs-${step}`]);
    else if (passing) {
      passing.stop();
      passing = undefined;
    } else passing = watch('passing:1');
  }

  rough = false;
  await Promise.all(mutations);
  await reality.syncAll();
  await until(() => [...told, room].every(({ last }) => last.status === 'fresh' && last.pending === 0 && !last.torn), 30_000);
  assert.deepEqual(faults, [], `seed ${seed}`);
  assert.equal((await reality.syncAll()).ok, true);
  for (const key of [...accounts, 'room:a']) {
    assert.deepEqual(reality.get(key).data, server.node(key).data, `${key}, seed ${seed}`);
    assert.equal(reality.get(key).version, server.node(key).version);
  }
  assert.equal(server.mostSyncsAtOnce, 1);
}
