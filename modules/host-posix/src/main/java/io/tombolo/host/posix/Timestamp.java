package io.tombolo.host.posix;

/**
 * A point in time or a duration, as {@code struct timespec}.
 *
 * @param seconds since the clock's epoch; for a file, since 1970 in UTC
 * @param nanoseconds 0 to 999,999,999, or {@link Fcntl#UTIME_NOW} or {@link Fcntl#UTIME_OMIT} where a method says so
 */
public record Timestamp(long seconds, long nanoseconds) {}
