import { basename } from 'node:path';
import { Gate, GateShut } from '../../../store/draft/gate.ts';
import { explainFault } from '../../../store/faults.ts';
import { Refusal } from '../../../store/refusal.ts';
import type { Planner } from './planner.ts';
import type { FromThread, ToThread } from './planning.ts';

/** Does what a message asks. Between two steps it looks whether it was stopped. */
export function answer(planner: Planner, message: ToThread, post: (said: FromThread) => void): void {
  if ('forget' in message) {
    planner.forget(message.forget);
    return;
  }
  const { request, gate, stop } = message;
  try {
    const steps = planner.plan(request, new Gate(gate));
    let step = steps.next();
    while (!step.done) {
      post({ step: step.value });
      if (Atomics.load(stop, 0) === 1) step = steps.return(null);
      else step = steps.next();
    }
    post(step.value ? { planned: step.value } : { stopped: true });
  } catch (error) {
    const fault = explainFault(error, basename(request.place.room));
    if (fault instanceof GateShut) post({ stopped: true });
    else post(fault instanceof Refusal ? { refused: fault.said } : { fault });
  }
}
