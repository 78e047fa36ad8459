import org.jspecify.annotations.NullMarked;

/** The kernel: SPIs, kernel objects, Linux ABI tables, the dispatcher and the loading of modules. */
@NullMarked
module io.tombolo.core {
    requires static org.jspecify;
    requires org.slf4j;
}
