package io.tombolo.soft.internal.memory;

import io.tombolo.soft.internal.CpuState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The decoded pages of an engine by host page, so that processes that run the same file share them. A page is compared with memory
 * whenever an address space makes it executable, hence a host page that was given to somebody else, or written, never runs stale
 * instructions. Thread-safe.
 */
public final class CodeCache {
    /** Line size in bytes of what {@code IC IVAU} invalidates, as CTR_EL0 says. */
    public static final int LINE = 64;

    private static final int MOST_PAGES = 1 << 13;

    private final ConcurrentHashMap<Long, CodePage> pages = new ConcurrentHashMap<>();
    private final AtomicInteger epoch = new AtomicInteger();
    private final Set<CpuState> processors = ConcurrentHashMap.newKeySet();

    /** Changes when pages were dropped: whoever keeps references to pages must forget them then. */
    public int epoch() {
        return epoch.get();
    }

    /**
     * The decoded page for an address that may be executed, or null if it may not. Compares the page with memory if that is due.
     *
     * @param address guest address, not tagged
     */
    public @Nullable CodePage fetch(PageMap map, long address) {
        long number = address >>> PageMap.PAGE_SHIFT;
        while (true) {
            long entry = map.entryOfPage(number);
            if ((entry & (PageMap.EXECUTE | PageMap.EXECUTE_UNVERIFIED)) == 0) {
                return null;
            }
            CodePage page = page(PageMap.hostPage(number, entry));
            if ((entry & PageMap.EXECUTE) != 0) {
                return page;
            }
            long verified = (entry & ~PageMap.EXECUTE_UNVERIFIED) | PageMap.EXECUTE;
            verify(page, 0, PageMap.PAGE_SIZE);
            if (map.compareAndSetEntry(number, entry, verified)) {
                // The entry may have been taken away, the page written and the same entry set again since we compared.
                verify(page, 0, PageMap.PAGE_SIZE);
                return page;
            }
        }
    }

    /** Makes the line of an address be decoded anew, if it changed: {@code IC IVAU}. */
    public void invalidateLine(PageMap map, long address) {
        long entry = map.entry(address);
        if (entry == 0) {
            return;
        }
        long host = PageMap.untagged(address) + (entry & -PageMap.PAGE_SIZE);
        CodePage page = pages.get(host & -PageMap.PAGE_SIZE);
        if (page != null) {
            int line = (int) host & PageMap.PAGE_MASK & -LINE;
            verify(page, line, line + LINE);
        }
    }

    /** Adds a processor that may run translations of these pages. */
    public void register(CpuState processor) {
        processors.add(processor);
    }

    /** Removes a processor. */
    public void unregister(CpuState processor) {
        processors.remove(processor);
    }

    /** A processor may go round in a translation that was dropped: it has to leave it, as it would see a changed instruction in time. */
    private void verify(CodePage page, int from, int to) {
        if (page.verify(from, to)) {
            for (CpuState processor : processors) {
                processor.raise(CpuState.DROPPED);
            }
        }
    }

    private CodePage page(long host) {
        CodePage page = pages.get(host);
        if (page != null) {
            return page;
        }
        if (pages.size() >= MOST_PAGES) {
            pages.clear();
            epoch.incrementAndGet();
        }
        return pages.computeIfAbsent(host, CodePage::new);
    }
}
