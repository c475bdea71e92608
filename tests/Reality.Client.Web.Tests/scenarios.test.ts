import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Scenario } from './scenarios/format';
import { Player } from './scenarios/player';

const folder = new URL('../../scenarios/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  const scenario = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
  if (!(scenario.options?.runners ?? ['web']).includes('web')) continue;
  test(`${file}: ${scenario.name}`, async () => {
    const player = new Player(scenario);
    try {
      await player.play(scenario.steps);
    } catch (error) {
      console.log(player.log.join('\n'));
      throw error;
    }
  });
}
