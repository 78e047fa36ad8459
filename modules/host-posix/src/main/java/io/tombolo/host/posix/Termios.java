package io.tombolo.host.posix;

/** Constants of Linux's {@code asm-generic/termbits.h} that {@link TerminalAttributes} has. */
public final class Termios {
    public static final int VINTR = 0;
    public static final int VQUIT = 1;
    public static final int VERASE = 2;
    public static final int VKILL = 3;
    public static final int VEOF = 4;
    public static final int VTIME = 5;
    public static final int VMIN = 6;
    public static final int VSWTC = 7;
    public static final int VSTART = 8;
    public static final int VSTOP = 9;
    public static final int VSUSP = 10;
    public static final int VEOL = 11;
    public static final int VREPRINT = 12;
    public static final int VDISCARD = 13;
    public static final int VWERASE = 14;
    public static final int VLNEXT = 15;
    public static final int VEOL2 = 16;

    public static final int IGNBRK = 0x001;
    public static final int BRKINT = 0x002;
    public static final int IGNPAR = 0x004;
    public static final int PARMRK = 0x008;
    public static final int INPCK = 0x010;
    public static final int ISTRIP = 0x020;
    public static final int INLCR = 0x040;
    public static final int IGNCR = 0x080;
    public static final int ICRNL = 0x100;
    public static final int IUCLC = 0x200;
    public static final int IXON = 0x400;
    public static final int IXANY = 0x800;
    public static final int IXOFF = 0x1000;
    public static final int IMAXBEL = 0x2000;
    public static final int IUTF8 = 0x4000;

    public static final int OPOST = 0x01;
    public static final int OLCUC = 0x02;
    public static final int ONLCR = 0x04;
    public static final int OCRNL = 0x08;
    public static final int ONOCR = 0x10;
    public static final int ONLRET = 0x20;

    public static final int CSIZE = 0x30;
    public static final int CS5 = 0x00;
    public static final int CS6 = 0x10;
    public static final int CS7 = 0x20;
    public static final int CS8 = 0x30;
    public static final int CSTOPB = 0x40;
    public static final int CREAD = 0x80;
    public static final int PARENB = 0x100;
    public static final int PARODD = 0x200;
    public static final int HUPCL = 0x400;
    public static final int CLOCAL = 0x800;

    public static final int ISIG = 0x01;
    public static final int ICANON = 0x02;
    public static final int ECHO = 0x08;
    public static final int ECHOE = 0x10;
    public static final int ECHOK = 0x20;
    public static final int ECHONL = 0x40;
    public static final int NOFLSH = 0x80;
    public static final int TOSTOP = 0x100;
    public static final int ECHOCTL = 0x200;
    public static final int ECHOPRT = 0x400;
    public static final int ECHOKE = 0x800;
    public static final int FLUSHO = 0x1000;
    public static final int PENDIN = 0x4000;
    public static final int IEXTEN = 0x8000;

    static final int RAW_INPUT_CLEARED = IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON;

    private Termios() {}
}
