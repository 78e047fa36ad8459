package io.tombolo.proc.internal.signal;

import io.tombolo.core.SignalInfo;
import io.tombolo.core.SignalSet;
import io.tombolo.core.abi.Signal;
import java.nio.ByteBuffer;

/** {@code siginfo_t} in memory: 128 bytes, whose fields depend on signal and code ({@code asm-generic/siginfo.h}). */
public final class SignalInfoLayout {
    /** Its size in bytes. */
    public static final int SIZE = 128;

    private static final int FIELDS = 16;

    private SignalInfoLayout() {}

    /** Writes a signal at an offset of a little-endian buffer that is zero there. */
    public static void write(SignalInfo info, ByteBuffer to, int at) {
        to.putInt(at, info.signal());
        to.putInt(at + 4, info.errno());
        to.putInt(at + 8, info.code());
        int fields = at + FIELDS;
        if (info.signal() == Signal.SIGSYS && info.code() > 0) {
            to.putLong(fields, info.value()).putLong(fields + 8, info.extra());
        } else if (isFault(info)) {
            to.putLong(fields, info.value());
        } else if (info.code() == Signal.SI_TIMER) {
            to.putInt(fields, info.sender());
            to.putInt(fields + 4, (int) info.extra());
            to.putLong(fields + 8, info.value());
        } else if (info.signal() == Signal.SIGPOLL && info.code() > 0 && info.code() != Signal.SI_KERNEL) {
            to.putLong(fields, info.value());
            to.putInt(fields + 8, (int) info.extra());
        } else if (info.code() != Signal.SI_KERNEL) {
            to.putInt(fields, info.sender());
            to.putInt(fields + 4, info.user());
            to.putLong(fields + 8, info.value());
        }
    }

    /** Reads what sigqueue(3) passes: sender, user and value are taken as they are. */
    public static SignalInfo read(ByteBuffer from, int signal) {
        return new SignalInfo(
                signal,
                from.getInt(8),
                from.getInt(4),
                from.getInt(FIELDS),
                from.getInt(FIELDS + 4),
                from.getLong(FIELDS + 8),
                0);
    }

    /** Whether the signal tells of an address. */
    static boolean isFault(SignalInfo info) {
        return info.code() > 0
                && info.code() != Signal.SI_KERNEL
                && SignalSet.has(SignalSet.SYNCHRONOUS, info.signal())
                && info.signal() != Signal.SIGSYS;
    }
}
