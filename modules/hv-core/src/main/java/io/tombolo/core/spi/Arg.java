package io.tombolo.core.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an argument of a {@link Syscall} method means, so that a trace can print it. Without it an {@code int} is
 * {@link ArgumentKind#INT} and a {@code long} is {@link ArgumentKind#HEX}, or {@link ArgumentKind#SIZE} when it is the
 * length of another argument.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface Arg {
    /** The meaning of the argument. */
    ArgumentKind value();

    /**
     * For a buffer or an array: the name of the parameter that holds the number of bytes or elements. Without it an output buffer is as long as
     * the result says.
     */
    String length() default "";
}
