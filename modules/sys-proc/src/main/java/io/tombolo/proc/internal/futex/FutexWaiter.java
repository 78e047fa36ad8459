package io.tombolo.proc.internal.futex;

/** An entry of a bucket's queue. Key and bucket change when it is requeued, under the locks of both buckets. */
final class FutexWaiter {
    private final FutexWait wait;
    private final int index;
    private final int bitset;
    private final boolean inheriting;
    private FutexKey key;
    private volatile FutexBucket bucket;

    /**
     * Makes an entry.
     *
     * @param index which futex of the wait this is
     * @param bitset matches wake-ups with a common bit
     * @param inheriting whether it waits for a priority-inheritance lock, which is handed over and not just woken
     */
    FutexWaiter(FutexWait wait, int index, int bitset, boolean inheriting, FutexKey key, FutexBucket bucket) {
        this.wait = wait;
        this.index = index;
        this.bitset = bitset;
        this.inheriting = inheriting;
        this.key = key;
        this.bucket = bucket;
    }

    FutexWait owner() {
        return wait;
    }

    boolean wake() {
        return wait.wake(index);
    }

    boolean inheriting() {
        return inheriting;
    }

    boolean matches(FutexKey wanted, int bits) {
        return (bitset & bits) != 0 && key.equals(wanted);
    }

    FutexBucket bucket() {
        return bucket;
    }

    void moveTo(FutexKey newKey, FutexBucket newBucket) {
        key = newKey;
        bucket = newBucket;
    }
}
