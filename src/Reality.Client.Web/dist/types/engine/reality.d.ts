import { RealityReader } from './reader.js';
import type { Mutation, RealityOptions } from './types.js';
/**
 * Keeps the data of keys up to date: asks the server which have changed, fetches only those, and shows mutations before the server
 * has confirmed them.
 */
export declare class Reality extends RealityReader {
    #private;
    constructor(options?: RealityOptions);
    /**
     * Sends a mutation and shows its effect meanwhile. Resolves with what the request returned. If it fails, its effect, and only that, is
     * taken back, and the promise is rejected. After success the effect stays until a payload includes it.
     */
    mutate<R, T = any>(mutation: Mutation<R, T>): Promise<R>;
    /** Notes what an answer of the application says of bumped keys, and asks for those held; for writes sent without `mutate`. */
    observe(response: Response): void;
}
