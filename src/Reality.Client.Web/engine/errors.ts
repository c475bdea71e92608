/** What went wrong: the way to the server, its answer, or this user's right to the key. */
export type RealityErrorKind =
  /** The server could not be reached. */
  | 'network'
  /** No answer in time. */
  | 'timeout'
  /** An answer with a status that is no success; see `status`. */
  | 'http'
  /** The key is not declared, or this user may not read it, or the payload was answered 403 or 404. What was held is dropped. */
  | 'refused'
  /** A fetcher of yours threw; see `cause`. */
  | 'fetcher'
  /** An answer that is not what the protocol says. */
  | 'protocol';

export interface RealityErrorDetails {
  status?: number | undefined;
  /** Milliseconds that the server asked to wait. */
  retryAfter?: number | undefined;
  response?: Response | undefined;
  key?: string | undefined;
  cause?: unknown;
}

export class RealityError extends Error {
  override readonly name = 'RealityError';
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  /** The answer that failed, for a mutation whose request returned it. */
  readonly response: Response | undefined;
  /** Of a mutation that failed: the first of its keys. */
  readonly key: string | undefined;

  constructor(readonly kind: RealityErrorKind, message: string, details: RealityErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.response = details.response;
    this.key = details.key;
  }

  /** Whether the same request may succeed later by itself. A 400 never does. */
  get transient(): boolean {
    const status = this.status ?? (this.cause as { status?: unknown } | undefined)?.status;
    return typeof status === 'number'
      ? status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501)
      : this.kind !== 'refused';
  }
}

/** The error for an answer that is no success, with the `detail` or `title` of its problem details. */
export async function httpError(response: Response, what: string, now: number, key?: string): Promise<RealityError> {
  const problem: unknown = await response.clone().json().catch(() => undefined);
  const { detail, title } = (problem ?? {}) as { detail?: unknown; title?: unknown };
  const why = detail ?? title;
  return new RealityError('http', `${what}: ${response.status} ${typeof why === 'string' ? why : ''}`, {
    status: response.status,
    retryAfter: retryAfter(response.headers.get('Retry-After'), now),
    response,
    key,
  });
}

function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const milliseconds = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return milliseconds >= 0 ? milliseconds : undefined;
}
