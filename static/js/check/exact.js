/* Numbers that nobody rounds: fractions of whole numbers of any length. */
(function (here) {
  "use strict";

  const abs = (a) => (a < 0n ? -a : a);
  function gcd(a, b) {
    let [x, y] = [abs(a), abs(b)];
    while (y) [x, y] = [y, x % y];
    return x;
  }

  class Exact {
    constructor(over, under = 1n) {
      const common = gcd(over, under) || 1n;
      const sign = under < 0n ? -1n : 1n;
      this.over = (sign * over) / common;
      this.under = (sign * under) / common;
    }

    /* What a package writes: 3, or "7/3" */
    static from(stored) {
      if (stored instanceof Exact) return stored;
      if (typeof stored === "bigint") return new Exact(stored);
      if (Number.isSafeInteger(stored)) return new Exact(BigInt(stored));
      const found = /^(-?\d+)(?:\/([1-9]\d*))?$/.exec(stored);
      if (!found) throw new Error("no number: " + stored);
      return new Exact(BigInt(found[1]), BigInt(found[2] || 1));
    }

    plus(other) { return new Exact(this.over * other.under + other.over * this.under, this.under * other.under); }
    minus(other) { return new Exact(this.over * other.under - other.over * this.under, this.under * other.under); }
    times(other) { return new Exact(this.over * other.over, this.under * other.under); }
    by(other) { return new Exact(this.over * other.under, this.under * other.over); }
    compare(other) {
      const left = this.over * other.under, right = other.over * this.under;
      return left < right ? -1 : Number(left > right);
    }
    get none() { return this.over === 0n; }
    floor() { return this.over < 0n ? -((-this.over + this.under - 1n) / this.under) : this.over / this.under; }
    ceil() { return this.over <= 0n ? this.over / this.under : (this.over + this.under - 1n) / this.under; }
    toString() { return this.under === 1n ? String(this.over) : this.over + "/" + this.under; }
  }

  const lcm = (numbers) => numbers.reduce((so_far, n) => (so_far * n) / gcd(so_far, n), 1n);
  Object.assign(here, { Exact, lcm, ZERO: new Exact(0n), ONE: new Exact(1n) });
}(globalThis.counting = globalThis.counting || {}));
