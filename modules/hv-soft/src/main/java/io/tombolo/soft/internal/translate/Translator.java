package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.interpret.HotCode;
import io.tombolo.soft.internal.interpret.TranslatedInstruction;
import io.tombolo.soft.internal.interpret.Translation;
import io.tombolo.soft.internal.memory.CodePage;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Translates what the interpreters of an engine find hot, on a thread of its own that starts with the first region. The region is
 * collected by the processor that found it, which may read the code; the thread never touches guest memory. Thread-safe.
 */
public final class Translator implements HotCode, AutoCloseable {
    /** Until then the interpreter takes some milliseconds, as the compilers do over a region. */
    private static final int THRESHOLD = 4000;

    private static final int MOST_INSTRUCTIONS = 100;
    /** A page whose code changed more often than this is left to the interpreter. */
    private static final int MOST_DROPS = 30;

    /** Regions that wait at most: what is still hot then is found again. */
    private static final int MOST_QUEUED = 512;
    /**
     * How often floating-point code is put off until something was inexact. What the host's arithmetic cannot do has not been seen then
     * when the JVM compiles the translation, and is left out; but there are programs that are never inexact.
     */
    private static final int MOST_POSTPONED = 1000;

    private final Decoder decoder;
    private final int threshold;
    private final boolean atOnce;
    private final RegionTranslator regions = new RegionTranslator();
    private final BlockingQueue<Region> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final AtomicInteger installed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger postponed = new AtomicInteger();
    private @Nullable Thread thread;
    private boolean closed;

    private Translator(Decoder decoder, int threshold, boolean atOnce) {
        this.decoder = decoder;
        this.threshold = threshold;
        this.atOnce = atOnce;
    }

    /** Translates in the background what has run often. */
    public static Translator inBackground(Decoder decoder) {
        return new Translator(decoder, THRESHOLD, false);
    }

    /** Translates everything at its first execution, before it goes on: for tests. */
    public static Translator atOnce(Decoder decoder) {
        return atOnce(decoder, 0);
    }

    /** Translates everything when it has been executed a number of times, before it goes on: for tests. */
    public static Translator atOnce(Decoder decoder, int executions) {
        return new Translator(decoder, executions, true);
    }

    @Override
    public int threshold() {
        return threshold;
    }

    /** Number of translations that were put in place. */
    public int installed() {
        return installed.get();
    }

    @Override
    public boolean found(CodePage page, int index, IntFunction<@Nullable CodePage> neighbours, boolean inexact) {
        if (!atOnce && page.drops() > MOST_DROPS) {
            return false;
        }
        Region region = Region.find(page, index, decoder, MOST_INSTRUCTIONS, neighbours);
        if (region.count() == 0) {
            return false;
        }
        if (atOnce) {
            install(region);
            return false;
        }
        if (!inexact && region.isGuarded() && postponed.incrementAndGet() < MOST_POSTPONED) {
            return true;
        }
        return !enqueue(region);
    }

    /** Puts a region into the queue; tells whether there was room. */
    private synchronized boolean enqueue(Region region) {
        if (closed) {
            return true;
        }
        boolean queued = queue.offer(region);
        if (thread == null) {
            thread = new Thread(this::work, "translator");
            thread.setDaemon(true);
            thread.start();
        }
        return queued;
    }

    private void work() {
        try {
            while (true) {
                attempt(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be translated stays interpreted: a fault of the translator must not stop it, still less the guest. */
    private void attempt(Region region) {
        try {
            install(region);
        } catch (RuntimeException | LinkageError e) {
            failed.incrementAndGet();
        }
    }

    /** Number of regions that could not be translated, by a fault of the translator. */
    public int failed() {
        return failed.get();
    }

    private void install(Region found) {
        Region region = found;
        Translation translation = regions.translate(region);
        while (translation == null && region.count() > 1) {
            region = region.smaller(region.count() / 2);
            translation = regions.translate(region);
        }
        if (translation == null) {
            return;
        }
        TranslatedInstruction translated = new TranslatedInstruction(
                region.at(region.entry()), translation, region.pages(), Region.own(), region.entry());
        if (translated.installed().install(region.covered())) {
            installed.incrementAndGet();
        }
    }

    /** Ends the thread; what is translated stays. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
