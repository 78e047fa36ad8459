package io.tombolo.proc.internal.message;

import io.tombolo.core.abi.Ipc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which message msgrcv(2) wants.
 *
 * @param type 0 for any, positive for this one or, with {@code MSG_EXCEPT}, another one, negative for the lowest one up to
 *     its absolute value
 * @param longest how many bytes there is room for
 * @param flags {@code MSG_*}
 */
record MessageFilter(long type, long longest, int flags) {
    /** Whether a message that is too long is cut. */
    boolean cuts() {
        return (flags & Ipc.MSG_NOERROR) != 0;
    }

    /** The first message that suits; null if none does. */
    @Nullable
    Message find(List<Message> messages) {
        if (type < 0) {
            return lowest(messages);
        }
        boolean except = (flags & Ipc.MSG_EXCEPT) != 0;
        for (Message message : messages) {
            if (type == 0 || (message.type() == type) != except) {
                return message;
            }
        }
        return null;
    }

    private @Nullable Message lowest(List<Message> messages) {
        long most = type == Long.MIN_VALUE ? Long.MAX_VALUE : -type;
        Message lowest = null;
        for (Message message : messages) {
            if (message.type() <= most && (lowest == null || message.type() < lowest.type())) {
                lowest = message;
            }
        }
        return lowest;
    }
}
