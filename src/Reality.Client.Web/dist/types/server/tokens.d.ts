/** One token of a JSON text, as it is written. */
export type Token = string;
/** The tokens of a JSON text, as far as every implementation reads it alike. */
export declare function tokensOf(text: string): readonly Token[];
