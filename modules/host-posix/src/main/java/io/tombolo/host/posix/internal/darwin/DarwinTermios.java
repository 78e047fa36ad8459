package io.tombolo.host.posix.internal.darwin;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tombolo.host.posix.TerminalAttributes;
import io.tombolo.host.posix.Termios;
import io.tombolo.host.posix.internal.FlagBits;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** {@code struct termios} of Darwin's {@code sys/termios.h}, its flags and its control characters. Not checked here. */
final class DarwinTermios {
    static final int SIZE = 72;
    static final int OFF_IFLAG = 0;
    static final int OFF_OFLAG = 8;
    static final int OFF_CFLAG = 16;
    static final int OFF_LFLAG = 24;
    static final int OFF_CC = 32;
    static final int OFF_ISPEED = 56;
    static final int OFF_OSPEED = 64;

    static final long TIOCGETA = 0x40487413L;
    static final long TIOCSETA = 0x80487414L;
    static final long TIOCGWINSZ = 0x40087468L;
    static final long TIOCSWINSZ = 0x80087467L;
    static final long TIOCGPGRP = 0x40047477L;
    static final long FIONREAD = 0x4004667fL;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("c_iflag"),
                    JAVA_LONG.withName("c_oflag"),
                    JAVA_LONG.withName("c_cflag"),
                    JAVA_LONG.withName("c_lflag"),
                    MemoryLayout.sequenceLayout(20, JAVA_BYTE).withName("c_cc"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_LONG.withName("c_ispeed"),
                    JAVA_LONG.withName("c_ospeed"))
            .withName("struct termios");

    private static final int NCCS = 20;
    private static final byte DARWIN_DISABLED = (byte) 0xff;
    private static final byte LINUX_DISABLED = 0;

    /** Linux encodes the speed in {@code c_cflag}; a pseudo-terminal ignores it, but on Darwin zero would hang up. */
    private static final long SPEED = 38400;

    private static final int LINUX_B38400 = 0xf;

    private static final FlagBits INPUT = new FlagBits(
            Termios.IGNBRK, 0x1,
            Termios.BRKINT, 0x2,
            Termios.IGNPAR, 0x4,
            Termios.PARMRK, 0x8,
            Termios.INPCK, 0x10,
            Termios.ISTRIP, 0x20,
            Termios.INLCR, 0x40,
            Termios.IGNCR, 0x80,
            Termios.ICRNL, 0x100,
            Termios.IXON, 0x200,
            Termios.IXOFF, 0x400,
            Termios.IXANY, 0x800,
            Termios.IMAXBEL, 0x2000,
            Termios.IUTF8, 0x4000);

    private static final FlagBits OUTPUT = new FlagBits(
            Termios.OPOST, 0x1,
            Termios.ONLCR, 0x2,
            Termios.OCRNL, 0x10,
            Termios.ONOCR, 0x20,
            Termios.ONLRET, 0x40);

    private static final FlagBits CONTROL = new FlagBits(
            Termios.CS6, 0x100,
            Termios.CS7, 0x200,
            Termios.CSTOPB, 0x400,
            Termios.CREAD, 0x800,
            Termios.PARENB, 0x1000,
            Termios.PARODD, 0x2000,
            Termios.HUPCL, 0x4000,
            Termios.CLOCAL, 0x8000);

    private static final FlagBits LOCAL = new FlagBits(
            Termios.ECHOKE, 0x1,
            Termios.ECHOE, 0x2,
            Termios.ECHOK, 0x4,
            Termios.ECHO, 0x8,
            Termios.ECHONL, 0x10,
            Termios.ECHOPRT, 0x20,
            Termios.ECHOCTL, 0x40,
            Termios.ISIG, 0x80,
            Termios.ICANON, 0x100,
            Termios.IEXTEN, 0x400,
            Termios.TOSTOP, 0x400000,
            Termios.FLUSHO, 0x800000,
            Termios.PENDIN, 0x20000000,
            Termios.NOFLSH, 0x80000000);

    /** A character's index on Linux, then on Darwin. */
    private static final int[][] CHARACTERS = {
        {Termios.VEOF, 0},
        {Termios.VEOL, 1},
        {Termios.VEOL2, 2},
        {Termios.VERASE, 3},
        {Termios.VWERASE, 4},
        {Termios.VKILL, 5},
        {Termios.VREPRINT, 6},
        {Termios.VINTR, 8},
        {Termios.VQUIT, 9},
        {Termios.VSUSP, 10},
        {Termios.VSTART, 12},
        {Termios.VSTOP, 13},
        {Termios.VLNEXT, 14},
        {Termios.VDISCARD, 15},
        {Termios.VMIN, 16},
        {Termios.VTIME, 17},
    };

    static void put(ByteBuffer memory, TerminalAttributes attributes) {
        memory.putLong(OFF_IFLAG, Integer.toUnsignedLong(INPUT.toHost(attributes.input())));
        memory.putLong(OFF_OFLAG, Integer.toUnsignedLong(OUTPUT.toHost(attributes.output())));
        memory.putLong(OFF_CFLAG, Integer.toUnsignedLong(CONTROL.toHost(attributes.control())));
        memory.putLong(OFF_LFLAG, Integer.toUnsignedLong(LOCAL.toHost(attributes.local())));
        memory.putLong(OFF_ISPEED, SPEED);
        memory.putLong(OFF_OSPEED, SPEED);
        byte[] characters = new byte[NCCS];
        Arrays.fill(characters, DARWIN_DISABLED);
        byte[] generic = attributes.characters();
        for (int[] pair : CHARACTERS) {
            byte character = generic[pair[0]];
            characters[pair[1]] = isCount(pair[0]) || character != LINUX_DISABLED ? character : DARWIN_DISABLED;
        }
        memory.put(OFF_CC, characters);
    }

    static TerminalAttributes get(ByteBuffer memory) {
        byte[] characters = new byte[NCCS];
        memory.get(OFF_CC, characters);
        byte[] generic = new byte[TerminalAttributes.CONTROL_CHARACTERS];
        for (int[] pair : CHARACTERS) {
            byte character = characters[pair[1]];
            generic[pair[0]] = isCount(pair[0]) || character != DARWIN_DISABLED ? character : LINUX_DISABLED;
        }
        return new TerminalAttributes(
                INPUT.fromHost((int) memory.getLong(OFF_IFLAG)),
                OUTPUT.fromHost((int) memory.getLong(OFF_OFLAG)),
                CONTROL.fromHost((int) memory.getLong(OFF_CFLAG)) | LINUX_B38400,
                LOCAL.fromHost((int) memory.getLong(OFF_LFLAG)),
                0,
                generic);
    }

    private static boolean isCount(int index) {
        return index == Termios.VMIN || index == Termios.VTIME;
    }

    private DarwinTermios() {}
}
