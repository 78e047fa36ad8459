package io.tombolo.soft.internal.differential;

/** SplitMix64: the recordings hold only seeds, so the numbers must be the same for ever. */
final class Randomness {
    private long state;

    Randomness(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }
}
