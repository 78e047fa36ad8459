package io.tombolo.proc.internal.futex;

import io.tombolo.core.Task;
import org.jspecify.annotations.Nullable;

/** An entry of a bucket's queue. Key, bucket and kind change when it is requeued, under the locks of both buckets. */
final class FutexWaiter {
    private final FutexWait wait;
    private final int index;
    private final int bitset;
    private final @Nullable FutexKey lock;
    private final long lockAddress;
    private boolean inheriting;
    private FutexKey key;
    private volatile FutexBucket bucket;

    private FutexWaiter(
            FutexWait wait,
            int index,
            int bitset,
            boolean inheriting,
            FutexKey key,
            FutexBucket bucket,
            @Nullable FutexKey lock,
            long lockAddress) {
        this.wait = wait;
        this.index = index;
        this.bitset = bitset;
        this.inheriting = inheriting;
        this.key = key;
        this.bucket = bucket;
        this.lock = lock;
        this.lockAddress = lockAddress;
    }

    /**
     * An entry that a wake-up ends.
     *
     * @param index which futex of the wait this is
     * @param bitset matches wake-ups with a common bit
     */
    static FutexWaiter plain(FutexWait wait, int index, int bitset, FutexKey key, FutexBucket bucket) {
        return new FutexWaiter(wait, index, bitset, false, key, bucket, null, 0);
    }

    /**
     * An entry for a priority-inheritance lock, which is handed over and not just woken.
     *
     * @param address of the lock in the memory of the task that waits
     */
    static FutexWaiter inheriting(FutexWait wait, FutexKey lock, long address, FutexBucket bucket) {
        return new FutexWaiter(wait, 0, -1, true, lock, bucket, lock, address);
    }

    /** An entry that waits to be moved to a priority-inheritance lock: {@code FUTEX_WAIT_REQUEUE_PI}. */
    static FutexWaiter forLock(FutexWait wait, FutexKey key, FutexBucket bucket, FutexKey lock, long lockAddress) {
        return new FutexWaiter(wait, 0, -1, false, key, bucket, lock, lockAddress);
    }

    Task task() {
        return wait.task();
    }

    boolean wake() {
        return wait.wake(index);
    }

    /** Whether it waits for a priority-inheritance lock. */
    boolean inheriting() {
        return inheriting;
    }

    /** The priority-inheritance lock that it waits for, or is to be moved to; null for none. */
    @Nullable
    FutexKey lock() {
        return lock;
    }

    /** Where that lock is for the task. */
    long lockAddress() {
        return lockAddress;
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
        inheriting = lock != null;
    }
}
