// A client made by openapi-typescript and openapi-fetch starts validations, finds one in the list, and meets the conflict.
import createClient from 'openapi-fetch';
import type { components, paths } from './generated/schema.js';

type Started = components['schemas']['StartedValidation'];
type Conflict = components['schemas']['StartConflictProblem'];

const { CLIENT_ADDRESS = '', CLIENT_KEY = '', CLIENT_KEY_HEADER = '' } = process.env;
const customerId = 'cst_openapi-typescript';
const customerAccountId = 'pending-forever.openapi-typescript';

const client = createClient<paths>({
  baseUrl: CLIENT_ADDRESS,
  headers: { [CLIENT_KEY_HEADER]: CLIENT_KEY },
  signal: AbortSignal.timeout(60_000),
});

// A start that is told twice is one validation.
const header = { 'Idempotency-Key': customerAccountId };
const first = await client.POST('/api/validations', { params: { header }, body: { customerId, customerAccountId, amount: '1' } });
const started: Started = first.data ?? fail(`the start was answered with ${first.response.status}`);
expect(first.response.status === 202, `the start was answered with ${first.response.status} in place of 202`);
expect(started.status === 'PENDING', `the validation is ${started.status} in place of PENDING`);
const again = await client.POST('/api/validations', { params: { header }, body: { customerId, customerAccountId, amount: '1' } });
expect(again.data?.id === started.id, `the repeated start was answered with ${again.response.status} and another validation`);

// One that settles meanwhile is answered with 200.
const settled = await client.POST('/api/validations', {
  params: { header: { Prefer: 'wait=20' } },
  body: { customerId, customerAccountId: 'active.openapi-typescript' },
});
expect(settled.response.status === 200 && settled.data?.status === 'ACTIVE', `the awaited start was answered with ${settled.response.status} and ${settled.data?.status}`);

const list = await client.GET('/api/validations', { params: { query: { customerId, status: ['PENDING', 'ACTIVE'] } } });
const listed = list.data?.items.map(item => item.id) ?? fail(`the list was answered with ${list.response.status}`);
expect(listed.length === 2 && listed.includes(started.id), `the list holds ${listed.join(', ')} in place of ${started.id} and one more`);

const second = await client.POST('/api/validations', { body: { customerId, customerAccountId } });
const conflict: Conflict = second.error?.status === 409 ? second.error : fail(`the second start was answered with ${second.response.status} in place of 409`);
expect(conflict.type === 'urn:account-validation:problem:account-busy', `the conflict has the type ${conflict.type}`);
expect(conflict.validationId === started.id, `the conflict names ${conflict.validationId} in place of ${started.id}`);

function expect(holds: boolean, otherwise: string): void {
  if (!holds) {
    fail(otherwise);
  }
}

function fail(sentence: string): never {
  console.error(`${sentence}.`);
  process.exit(1);
}
