package io.tombolo.mm.internal.dax;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One operation of a mapper in a recording. Loaded only where the recorder's module is. */
@Name("io.tombolo.DaxOperation")
@Label("DAX Operation")
@Category({"Tombolo", "Memory"})
@Description("A call of a DAX window manager, with the host and hypervisor calls that it made")
@StackTrace(false)
final class RecordedDaxEvent extends Event implements DaxEvents.Span {
    // Not private: only the recorder reads them.
    @Label("Operation")
    String operation = "";

    @Label("Window Offset")
    long windowOffset;

    @Label("Length")
    @DataAmount
    long length;

    @Label("Writable")
    boolean writable;

    @Label("Errno")
    @Description("Linux's error number, 0 for success")
    int errno;

    /** {@return an event that has begun, or nobody's if none is wanted} */
    static DaxEvents.Span start() {
        RecordedDaxEvent event = new RecordedDaxEvent();
        if (!event.isEnabled()) {
            return DaxEvents.NONE.begin();
        }
        event.begin();
        return event;
    }

    @Override
    public void end(DaxEvents.Operation what, long atOffset, long bytes, boolean writes, int error) {
        end();
        if (shouldCommit()) {
            operation = what.name();
            windowOffset = atOffset;
            length = bytes;
            writable = writes;
            errno = error;
            commit();
        }
    }
}
