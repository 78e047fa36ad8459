import org.jspecify.annotations.NullMarked;

/**
 * The compile-time processor that makes dispatch tables, trace signatures and the lines of the compatibility page from {@code @Syscall}
 * methods. It is needed on the processor path of a module of system calls, and never at run time; it knows the annotations by name only and
 * depends on no other module of the house.
 */
@NullMarked
module io.tombolo.processor {
    requires static org.jspecify;
    requires java.compiler;

    exports io.tombolo.processor;

    provides javax.annotation.processing.Processor with
            io.tombolo.processor.SyscallProcessor;
}
