import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { RealityProvider, useMutation, useReality } from '../../../src/Reality.Client.Web/adapters/react';
import { Reality } from '../../../src/Reality.Client.Web/dist/client.js';

const room = 'chat:room:a';
const reality = new Reality();
let renders = 0;

function Lines({ name }: { name: string }) {
  renders++;
  const { data, status, error, isLoading } = useReality<string[]>(room, { url: `/data/${room}` });
  return (
    <section id={name} data-status={status}>
      {isLoading ? 'Loading' : ''}
      {error ? error.message : ''}
      <ul>{data?.map((line) => <li key={line}>{line}</li>)}</ul>
    </section>
  );
}

function Composer() {
  const send = useMutation((text: string) => ({
    keys: room,
    apply: (lines: string[] | undefined) => (lines?.includes(text) ? lines : [...(lines ?? []), text]),
    request: ({ fetch }) => fetch(`/data/${room}`, { method: 'POST', body: JSON.stringify(text) }),
  }));
  return (
    <>
      <button onClick={() => send.mutate('two')}>Send</button>
      <output>{send.status}</output>
    </>
  );
}

function Page() {
  const [count, setCount] = useState(2);
  return (
    <RealityProvider client={reality}>
      {Array.from({ length: count }, (_, i) => <Lines key={i} name={`view${i}`} />)}
      <Composer />
      <button onClick={() => setCount(0)}>Hide</button>
      <button onClick={() => setCount(1)}>Show</button>
    </RealityProvider>
  );
}

createRoot(document.getElementById('root')!).render(<StrictMode><Page /></StrictMode>);
Object.assign(globalThis, { reality, renders: () => renders });
