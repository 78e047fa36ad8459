package io.tombolo.mm.internal.dax;

/**
 * A range of a window that stage 2 holds as one piece.
 *
 * @param start from the window's start
 * @param end one past the last
 * @param host what it shows
 * @param hostOffset where in it the slot begins
 * @param access the guest's rights
 */
record Slot(long start, long end, HostRange host, long hostOffset, int access) {
    long length() {
        return end - start;
    }

    boolean covers(long from, long to) {
        return start <= from && to <= end;
    }

    Slot part(long from, long to) {
        return new Slot(from, to, host, hostOffset + (from - start), access);
    }

    Slot with(int newAccess) {
        return new Slot(start, end, host, hostOffset, newAccess);
    }
}
