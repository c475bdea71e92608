/** Something that makes the engine ask again: called once with what to call, it returns how to stop it. */
export type Trigger = (ask: (reason: string) => void) => () => void;
/** Focus, becoming visible, coming back from the back-forward cache, and the network's return. None where there is no window. */
export declare function browserTriggers(): Trigger[];
