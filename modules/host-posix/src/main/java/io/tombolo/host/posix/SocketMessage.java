package io.tombolo.host.posix;

import java.nio.ByteBuffer;

/**
 * A {@code struct msghdr} with what it points at: an address, pieces of memory to transfer, and ancillary data. Used again
 * for each call, so that a transfer allocates nothing. Not thread-safe.
 */
public final class SocketMessage {
    /** The longest address: {@code struct sockaddr_storage}. */
    public static final int NAME_LIMIT = 128;

    /** The most ancillary data in bytes. */
    public static final int CONTROL_LIMIT = 8192;

    /** The most pieces of memory. */
    public static final int PIECE_LIMIT = 128;

    private static final int OFF_NAME = 0;
    private static final int OFF_NAME_LENGTH = 8;
    private static final int OFF_VECTOR = 16;
    private static final int OFF_VECTOR_LENGTH = 24;
    private static final int OFF_CONTROL = 32;
    private static final int OFF_CONTROL_LENGTH = 40;
    private static final int OFF_FLAGS = 48;
    private static final int NAME = 64;
    private static final int VECTOR = NAME + NAME_LIMIT;
    private static final int VECTOR_ENTRY = 16;
    private static final int CONTROL = VECTOR + PIECE_LIMIT * VECTOR_ENTRY;

    private final NativeBuffer memory = NativeBuffer.allocate(CONTROL + CONTROL_LIMIT);
    private final ByteBuffer bytes = memory.bytes();
    private final ByteBuffer name = bytes.slice(NAME, NAME_LIMIT).order(bytes.order());
    private final ByteBuffer control = bytes.slice(CONTROL, CONTROL_LIMIT).order(bytes.order());
    private int pieces;
    private int nameLength;
    private int controlLength;

    /** An empty message. */
    public SocketMessage() {}

    /** Forgets address, pieces and ancillary data. */
    public SocketMessage clear() {
        pieces = 0;
        nameLength = 0;
        controlLength = 0;
        return this;
    }

    /** Forgets the pieces. */
    public void clearPieces() {
        pieces = 0;
    }

    /** {@return how many pieces there are} */
    public int pieces() {
        return pieces;
    }

    /** Adds a piece of memory; at most {@link #PIECE_LIMIT}. */
    public void addPiece(long address, long length) {
        int entry = VECTOR + pieces++ * VECTOR_ENTRY;
        bytes.putLong(entry, address);
        bytes.putLong(entry + Long.BYTES, length);
    }

    /** {@return the address of the first piece} */
    public long pieceAddress() {
        return bytes.getLong(VECTOR);
    }

    /** {@return the length of the first piece} */
    public long pieceLength() {
        return bytes.getLong(VECTOR + Long.BYTES);
    }

    /** {@return the socket address's bytes, for absolute gets and puts} */
    public ByteBuffer name() {
        return name;
    }

    /** {@return where the socket address lies in host memory} */
    public long nameAddress() {
        return memory.address() + NAME;
    }

    /**
     * {@return the length of the socket address: of the one to send to, of the room to receive one, or of the one received,
     * which is longer than the room if it was cut}
     */
    public int nameLength() {
        return nameLength;
    }

    /** Sets the length of the socket address or of the room for it; 0 for none. */
    public void setNameLength(int length) {
        nameLength = length;
    }

    /** {@return the ancillary data, for absolute gets and puts} */
    public ByteBuffer control() {
        return control;
    }

    /** {@return the length of the ancillary data, of the room for it, or of what was received} */
    public int controlLength() {
        return controlLength;
    }

    /** Sets the length of the ancillary data or of the room for it; 0 for none. */
    public void setControlLength(int length) {
        controlLength = length;
    }

    /** {@return {@code msg_flags} of the message received} */
    public int flags() {
        return bytes.getInt(OFF_FLAGS);
    }

    /** Changes {@code msg_flags} of the message received. */
    public void setFlags(int flags) {
        bytes.putInt(OFF_FLAGS, flags);
    }

    /** Writes the header for a call, and answers its address. */
    long prepare() {
        bytes.putLong(OFF_NAME, nameLength == 0 ? 0 : memory.address() + NAME);
        bytes.putInt(OFF_NAME_LENGTH, nameLength);
        bytes.putLong(OFF_VECTOR, memory.address() + VECTOR);
        bytes.putLong(OFF_VECTOR_LENGTH, pieces);
        bytes.putLong(OFF_CONTROL, controlLength == 0 ? 0 : memory.address() + CONTROL);
        bytes.putLong(OFF_CONTROL_LENGTH, controlLength);
        bytes.putInt(OFF_FLAGS, 0);
        return memory.address();
    }

    /** Takes over what a receiving call has written into the header. */
    void received() {
        nameLength = nameLength == 0 ? 0 : bytes.getInt(OFF_NAME_LENGTH);
        controlLength = (int) bytes.getLong(OFF_CONTROL_LENGTH);
    }
}
