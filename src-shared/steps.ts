/** Runs steps to their end at once, for callers that show no progress. */
export function runSteps<Step, Result>(steps: Generator<Step, Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same for asynchronous steps. */
export async function runAsyncSteps<Step, Result>(steps: AsyncGenerator<Step, Result>): Promise<Result> {
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}
