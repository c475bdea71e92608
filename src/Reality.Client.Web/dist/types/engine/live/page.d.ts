/** Whether anybody looks: a `Document`, or what stands for one. */
export interface Page {
    readonly hidden: boolean;
    addEventListener(type: 'visibilitychange', listener: () => void): void;
    removeEventListener(type: 'visibilitychange', listener: () => void): void;
}
/** The document, or where there is none, a page that is always visible. */
export declare const onePage: () => Page;
