package io.tombolo.fs.internal.poll;

import io.tombolo.core.Task;

/** A guest's {@code fd_set}: bits in 64-bit words. A null pointer is an empty set that is not written back. */
final class DescriptorSet {
    private final Task task;
    private final long address;
    private final long[] words;

    private DescriptorSet(Task task, long address, int words) {
        this.task = task;
        this.address = address;
        this.words = new long[words];
    }

    static DescriptorSet read(Task task, long address, int count) {
        DescriptorSet set = new DescriptorSet(task, address, address == 0 ? 0 : (count + 63) / 64);
        for (int index = 0; index < set.words.length; index++) {
            set.words[index] = task.guest().getLong(address + (long) index * Long.BYTES);
        }
        return set;
    }

    boolean has(int descriptor) {
        int word = descriptor >> 6;
        return word < words.length && (words[word] >>> descriptor & 1) != 0;
    }

    void remove(int descriptor) {
        words[descriptor >> 6] &= ~(1L << descriptor);
    }

    void write() {
        for (int index = 0; index < words.length; index++) {
            task.guest().putLong(address + (long) index * Long.BYTES, words[index]);
        }
    }
}
