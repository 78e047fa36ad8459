package io.tombolo.proc.internal.message;

/** One message. Its text is not changed once it is made. */
final class Message {
    private final long type;
    private final byte[] text;

    /** With a type, which is positive, and a text, which it takes over. */
    Message(long type, byte[] text) {
        this.type = type;
        this.text = text;
    }

    long type() {
        return type;
    }

    byte[] text() {
        return text;
    }
}
