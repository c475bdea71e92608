/** What is wrong with a request, as RFC 9457 problem details: send it with status 400 and the type `application/problem+json`. */
export interface SyncProblem {
  readonly type: 'about:blank';
  readonly title: 'Bad Request';
  readonly status: 400;
  readonly detail: string;
  /** The member at fault, as a JSON pointer in a URI fragment. */
  readonly errors: readonly [{ readonly detail: string; readonly pointer: string }];
}

/** A request that the protocol does not allow. */
export class SyncRequestError extends Error {
  override readonly name = 'SyncRequestError';
  readonly problem: SyncProblem;

  constructor(detail: string, pointer: string) {
    super(detail);
    this.problem = { type: 'about:blank', title: 'Bad Request', status: 400, detail, errors: [{ detail, pointer }] };
  }
}
