import { account } from './account.js';
import { drawAccountCard } from './accountCard.js';
import { drawBanner } from './banner.js';
import { changed, onChange } from './changes.js';
import { drawComposer, startComposer } from './composer.js';
import { drawConversation, startConversation } from './conversation.js';
import { drawSidebar, startSidebar } from './sidebar.js';
import { rooms } from './rooms.js';

rooms.start();
startSidebar();
startConversation();
startComposer();

for (const draw of [drawBanner, drawSidebar, drawConversation, drawComposer, drawAccountCard]) onChange(draw);
for (const event of ['online', 'offline']) window.addEventListener(event, changed);
changed();

await account.start();
