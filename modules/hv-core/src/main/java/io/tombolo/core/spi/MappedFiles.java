package io.tombolo.core.spi;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * The files of the host that guests of one kernel map, for whoever is about to take content away from one, or to bring it to the
 * device: the memory module implements it, the file module uses it. Thread-safe.
 */
public interface MappedFiles {
    /** Of a kernel whose memory module maps no files. */
    MappedFiles NONE = (hostDescriptor, from, call) -> call.getAsLong();

    /**
     * Cuts a file: makes the host call that does it, and takes what is gone from all mappings, as Linux's {@code
     * truncate_pagecache} does: shared pages before the call, so that no processor is left on one; private copies after it,
     * so that a refused call has changed nothing. Faults on what is going away wait meanwhile. The caller is a guest's thread
     * that is not running guest code, and holds no lock.
     *
     * @param hostDescriptor any descriptor of the file, whatever it is open for
     * @param from the first byte that is gone, or holds something else, after the call: the new length for ftruncate(2), the
     *     offset for {@code FALLOC_FL_COLLAPSE_RANGE}. Whole pages from there on vanish; the rest of a page is the host's
     * @param call answers a negative errno if the host refuses
     * @return what the call answered
     */
    long cut(int hostDescriptor, long from, LongSupplier call);

    /**
     * Visits a host descriptor of each file that guests may write to through a shared mapping, whether they still have it open or not.
     * No lock is held meanwhile, and the descriptor is closed by nobody before the visitor returns.
     */
    default void forEachWritable(IntConsumer visitor) {}
}
