package io.tombolo.soft.internal.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row of an instruction word. Rows are bucketed by bits 31..21; a bucket is filled when it is first asked for, because a
 * short program needs few of them and start-up time counts. Thread-safe: buckets are immutable and filling one twice is harmless.
 *
 * @param <E> the enum whose constants are the rows; where several match, the first declared wins
 */
public final class EncodingTable<E extends Enum<E> & Encoding> {
    private static final int KEY_SHIFT = 21;
    private static final int KEY_MASK = -1 << KEY_SHIFT;

    private final E[] rows;
    private final E[] @Nullable [] buckets;

    /** Creates a table over the rows; the array is not copied. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public EncodingTable(E[] rows) {
        this.rows = rows;
        this.buckets = (E[][]) new Enum[1 << (32 - KEY_SHIFT)][];
    }

    /** The row that an instruction word belongs to, or null if the encoding is unallocated. */
    public @Nullable E find(int word) {
        E[] bucket = buckets[word >>> KEY_SHIFT];
        if (bucket == null) {
            bucket = fill(word & KEY_MASK);
        }
        for (E row : bucket) {
            if (row.pattern().matches(word)) {
                return row;
            }
        }
        return null;
    }

    private E[] fill(int key) {
        E[] found = Arrays.copyOf(rows, rows.length);
        int count = 0;
        for (E row : rows) {
            EncodingPattern pattern = row.pattern();
            if (((key ^ pattern.value()) & pattern.mask() & KEY_MASK) == 0) {
                found[count++] = row;
            }
        }
        E[] bucket = Arrays.copyOf(found, count);
        buckets[key >>> KEY_SHIFT] = bucket;
        return bucket;
    }
}
