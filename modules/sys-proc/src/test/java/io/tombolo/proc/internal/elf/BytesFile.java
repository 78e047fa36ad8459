package io.tombolo.proc.internal.elf;

import io.tombolo.core.spi.OpenFile;

/** A file whose contents are given. */
final class BytesFile extends OpenFile {
    private final byte[] content;

    BytesFile(byte[] content) {
        super(0);
        this.content = content;
    }

    @Override
    public int readFully(long position, byte[] target, int offset, int length) {
        if (position >= content.length) {
            return 0;
        }
        int count = Math.min(length, content.length - (int) position);
        System.arraycopy(content, (int) position, target, offset, count);
        return count;
    }

    @Override
    protected void close() {}

    @Override
    public String description() {
        return "bytes";
    }
}
