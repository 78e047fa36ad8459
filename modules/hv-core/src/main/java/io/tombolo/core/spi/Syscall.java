package io.tombolo.core.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the instance method that implements a Linux system call. The method takes the calling {@link io.tombolo.core.Task} and then up to six
 * {@code int} or {@code long} arguments, and returns {@code long}, {@code int} or nothing (which counts as 0). A negative result from -1 to
 * -4095 is an errno, negated; an error may as well be thrown as the unchecked exception that carries an errno.
 *
 * <p>An {@code int} parameter gets the low 32 bits of the guest's register, as the kernel's own {@code SYSCALL_DEFINE} does. Parameter names
 * show up in traces and in the compatibility page, so they are those of the manual page.
 *
 * <p>The annotation is the only declaration of a system call. From it the processor of {@code io.tombolo.processor} makes the class
 * {@code <Name>Table}, a {@link SyscallTable}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Syscall {
    /** The names of the system call, as in {@code asm/unistd.h} without the prefix. Several names only if they mean exactly the same. */
    String[] value();

    /** How a trace prints a result that is not an error. */
    ArgumentKind result() default ArgumentKind.LONG;

    /** Anything a reader of the compatibility page should know that is not a limit. */
    String notes() default "";

    /** What Linux does here and this method does not, in one sentence. Empty when there is no known difference. */
    String limits() default "";
}
