package io.tombolo.host.posix;

import java.nio.ByteBuffer;

/**
 * The size of a terminal's window, {@code struct winsize}. All hosts lay it out alike.
 *
 * @param rows in characters, 0 to 65535; 0 if unknown
 * @param columns in characters
 * @param width in pixels; mostly 0
 * @param height in pixels; mostly 0
 */
public record WindowSize(int rows, int columns, int width, int height) {
    static WindowSize from(ByteBuffer memory) {
        return new WindowSize(unsigned(memory, 0), unsigned(memory, 2), unsigned(memory, 4), unsigned(memory, 6));
    }

    private static int unsigned(ByteBuffer memory, int offset) {
        return Short.toUnsignedInt(memory.getShort(offset));
    }

    void put(ByteBuffer memory) {
        memory.putShort(0, (short) rows)
                .putShort(2, (short) columns)
                .putShort(4, (short) width)
                .putShort(6, (short) height);
    }
}
