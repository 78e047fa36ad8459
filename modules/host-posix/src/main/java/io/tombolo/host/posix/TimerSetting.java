package io.tombolo.host.posix;

/**
 * A timer's {@code struct itimerspec}.
 *
 * @param interval between later expirations; zero for none
 * @param value until, or with {@code TFD_TIMER_ABSTIME} at, the first expiration; zero stops the timer
 */
public record TimerSetting(Timestamp interval, Timestamp value) {
    static final int SIZE = 32;
}
