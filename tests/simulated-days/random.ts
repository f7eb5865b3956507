import { seeded } from '../../src-main/register/sample.ts';

/** Random numbers that a seed repeats, and what a simulated day draws from them. */
export class Random {
  /** From 0 to 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seeded(seed);
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  isTrue(chance: number): boolean {
    return this.next() < chance;
  }

  /** With mean 0. */
  normal(deviation: number): number {
    return deviation * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** The place of one of these weights, the heavier the likelier. */
  oneOf(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((total, weight) => total + weight, 0);
    const place = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return Math.max(0, place);
  }
}
