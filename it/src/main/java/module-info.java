import org.jspecify.annotations.NullMarked;

/**
 * Tests of the whole, from outside: real programs in the finished image, hostile programs, modules of someone else's, and the
 * rules of the house. It requires every module of the image, so that a kernel in the test's own process finds what one in
 * the image would.
 */
@NullMarked
module io.tombolo.it {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.fs;
    requires io.tombolo.host.posix;
    requires io.tombolo.mm;
    requires io.tombolo.net;
    requires io.tombolo.proc;
    requires io.tombolo.soft;
    requires java.compiler;
}
