package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.PageMap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A processor's own cache from the addresses that control goes to from translated code to the translations there. Valid while no executable
 * page is mapped otherwise and no code has changed, which {@link #refresh} looks for whenever the processor begins to run guest code: both
 * interrupt a processor that runs meanwhile. Belongs to the thread that runs the processor.
 */
final class JumpCache {
    private static final int LINES = 2048;

    private final Fetcher fetcher;
    private final CodeCache code;
    private final long[] addresses = new long[LINES];
    private final @Nullable Translation[] translations = new Translation[LINES];
    private long codeVersion = -1;
    private int epoch;
    private @Nullable PageMap map;

    JumpCache(Fetcher fetcher, CodeCache code) {
        this.fetcher = fetcher;
        this.code = code;
    }

    /** Forgets everything if it may be wrong. */
    void refresh(PageMap now) {
        if (map != now || codeVersion != now.codeVersion() || epoch != code.epoch()) {
            codeVersion = now.codeVersion();
            epoch = code.epoch();
            map = now;
            forget();
        }
    }

    /** Forgets everything. */
    void forget() {
        Arrays.fill(addresses, -1);
        Arrays.fill(translations, null);
    }

    /** The translation that starts at an address, if it is known without fetching anew. */
    @Nullable
    Translation find(CpuState s, long pc) {
        int line = (int) (pc >>> 2 ^ pc >>> 13) & LINES - 1;
        return addresses[line] == pc ? translations[line] : findAnew(s, pc, line);
    }

    private @Nullable Translation findAnew(CpuState s, long pc, int line) {
        Translation translation = fetcher.translation(s.memory, pc);
        if (translation != null) {
            addresses[line] = pc;
            translations[line] = translation;
        }
        return translation;
    }
}
