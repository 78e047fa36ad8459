package io.tombolo.host.posix.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostClocks;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.Termios;
import io.tombolo.host.posix.internal.HostFlags;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this module knows of Linux, against Linux's own headers, for both architectures. */
class LinuxHeadersTest {
    private static final String X86_64 = "gcc";
    private static final String AARCH64 = "aarch64-linux-gnu-gcc";

    @ParameterizedTest
    @ValueSource(strings = {X86_64, AARCH64})
    void layoutsAreThoseOfTheHeaders(String compiler) throws IOException, InterruptedException {
        new CAssertions("linux/stat.h")
                .claimLayout(Statx.LAYOUT)
                .claimLayout(Statx.TIMESTAMP_LAYOUT)
                .verify(compiler);
        new CAssertions("linux/fcntl.h").claimLayout(Flock.LAYOUT).verify(compiler);
        new CAssertions("asm/statfs.h").claimLayout(Statfs.LAYOUT).verify(compiler);
        new CAssertions("linux/sysinfo.h").claimLayout(Sysinfo.LAYOUT).verify(compiler);
        new CAssertions("linux/utsname.h").claimLayout(Utsname.LAYOUT).verify(compiler);
        new CAssertions("asm/termbits.h").claimLayout(TermiosStruct.LAYOUT).verify(compiler);
        new CAssertions("dirent.h").claimLayout(Dirent64.LAYOUT).verify(compiler);
        new CAssertions("linux/eventpoll.h")
                .claimLayout(compiler.equals(X86_64) ? EpollEvent.PACKED_LAYOUT : EpollEvent.LAYOUT)
                .verify(compiler);
    }

    @Test
    void offsetsAreThoseOfTheLayouts() throws ReflectiveOperationException {
        assertOffsets(Statx.class, Statx.LAYOUT, "stx_", name -> !name.startsWith("TV_"));
        assertOffsets(Statx.class, Statx.TIMESTAMP_LAYOUT, "", name -> name.startsWith("TV_"));
        assertOffsets(Flock.class, Flock.LAYOUT, "l_", name -> true);
        assertOffsets(Statfs.class, Statfs.LAYOUT, "f_", name -> true);
        assertOffsets(Sysinfo.class, Sysinfo.LAYOUT, "", name -> true);
        assertOffsets(TermiosStruct.class, TermiosStruct.LAYOUT, "c_", name -> true);
        assertOffsets(Dirent64.class, Dirent64.LAYOUT, "d_", name -> true);
        assertOffsets(EpollEvent.class, EpollEvent.LAYOUT, "", name -> true);
        assertEquals(EpollEvent.PACKED_SIZE, EpollEvent.PACKED_LAYOUT.byteSize());
        assertEquals(EpollEvent.PACKED_OFF_DATA, offset(EpollEvent.PACKED_LAYOUT, "data"));
        assertEquals(Utsname.SIZE, Utsname.LAYOUT.byteSize());
    }

    private static void assertOffsets(Class<?> struct, GroupLayout layout, String prefix, Predicate<String> which)
            throws ReflectiveOperationException {
        for (Field field : struct.getDeclaredFields()) {
            if (field.getName().startsWith("OFF_") && which.test(field.getName().substring(4))) {
                String member = prefix + field.getName().substring(4).toLowerCase(Locale.ROOT);
                assertEquals(
                        offset(layout, member), field.getInt(null), struct.getSimpleName() + "." + field.getName());
            } else if (field.getName().equals("SIZE")
                    && layout.name()
                            .orElseThrow()
                            .endsWith(struct.getSimpleName().toLowerCase(Locale.ROOT))) {
                assertEquals(layout.byteSize(), field.getInt(null), struct.getSimpleName() + ".SIZE");
            }
        }
    }

    private static long offset(GroupLayout layout, String member) {
        return layout.byteOffset(MemoryLayout.PathElement.groupElement(member));
    }

    @ParameterizedTest
    @ValueSource(strings = {X86_64, AARCH64})
    void constantsAreThoseOfTheHeaders(String compiler)
            throws ReflectiveOperationException, IOException, InterruptedException {
        HostFlags flags = compiler.equals(X86_64) ? new LinuxAbi().flags() : new Aarch64LinuxAbi().flags();
        IntUnaryOperator same = value -> value;
        String[] fcntl = {"linux/fcntl.h", "linux/openat2.h", "linux/falloc.h", "linux/fs.h"};
        claims(Fcntl.class, name -> name.startsWith("O_") && !name.equals("O_ASYNC"), flags::open, fcntl)
                .claimEqual("FASYNC", flags.open(Fcntl.O_ASYNC))
                .verify(compiler);
        claims(Fcntl.class, name -> !name.startsWith("O_") && !name.startsWith("UTIME"), same, fcntl)
                .verify(compiler);
        claims(Fcntl.class, name -> name.startsWith("UTIME"), same, "sys/stat.h")
                .verify(compiler);
        claims(Mman.class, name -> !name.startsWith("F_"), same, "linux/mman.h", "linux/memfd.h", "asm/mman.h")
                .verify(compiler);
        claims(Mman.class, name -> name.startsWith("F_"), same, "linux/fcntl.h").verify(compiler);
        claims(Poll.class, name -> true, same, "asm/poll.h", "linux/eventpoll.h", "linux/timerfd.h", "sys/eventfd.h")
                .verify(compiler);
        claims(StatMode.class, name -> true, same, "linux/stat.h").verify(compiler);
        claims(Termios.class, name -> !name.startsWith("RAW"), same, "asm/termbits.h")
                .verify(compiler);
        claims(HostClocks.class, name -> name.startsWith("CLOCK_"), same, "linux/time.h")
                .verify(compiler);
        claims(TermiosStruct.class, name -> name.startsWith("T") || name.startsWith("FION"), same, "asm/ioctls.h")
                .verify(compiler);
        claims(Statx.class, name -> name.startsWith("STATX"), same, "linux/stat.h")
                .verify(compiler);
    }

    private static CAssertions claims(
            Class<?> constants, Predicate<String> which, IntUnaryOperator toHost, String... headers)
            throws ReflectiveOperationException {
        CAssertions claims = new CAssertions(headers);
        int count = 0;
        for (Field field : constants(constants)) {
            if (which.test(field.getName())) {
                long value = ((Number) field.get(null)).longValue();
                claims.claimEqual("(int)(" + field.getName() + ")", toHost.applyAsInt((int) value));
                count++;
            }
        }
        assertTrue(count > 0, () -> "no constant of " + constants + " was checked");
        return claims;
    }

    private static List<Field> constants(Class<?> constants) {
        List<Field> fields = new ArrayList<>();
        for (Field field : constants.getDeclaredFields()) {
            boolean number = field.getType() == int.class || field.getType() == long.class;
            if (Modifier.isStatic(field.getModifiers()) && number && !Modifier.isPrivate(field.getModifiers())) {
                fields.add(field);
            }
        }
        return fields;
    }

    @Test
    void callNumbersAreThoseOfTheHeaders() throws ReflectiveOperationException, IOException, InterruptedException {
        CAssertions aarch64 = new CAssertions("asm/unistd.h");
        CAssertions x8664 = new CAssertions("asm/unistd.h");
        int[] table = X8664SyscallNumbers.table();
        for (Field field : constants(SyscallNumbers.class)) {
            if (!field.getName().equals("LIMIT")) {
                String name = "__NR_" + field.getName().toLowerCase(Locale.ROOT);
                aarch64.claimEqual(name, field.getInt(null));
                x8664.claimEqual(name, table[field.getInt(null)]);
            }
        }
        aarch64.verify(AARCH64);
        x8664.verify(X86_64);
    }

    @Test
    void openFlagsOfAarch64TranslateBothWays() {
        HostFlags flags = new Aarch64LinuxAbi().flags();
        for (int bit = 1; bit != 0; bit <<= 1) {
            assertEquals(bit, flags.openFromHost(flags.open(bit)), "flag 0" + Integer.toOctalString(bit));
        }
    }
}
