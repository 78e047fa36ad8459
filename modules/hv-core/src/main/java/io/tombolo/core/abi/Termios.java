package io.tombolo.core.abi;

/**
 * Terminal modes: {@code asm/termbits.h}.
 */
public final class Termios {
    // Indices into c_cc

    public static final int NCCS = 19;
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

    // c_iflag

    public static final int IGNBRK = 01;
    public static final int BRKINT = 02;
    public static final int IGNPAR = 04;
    public static final int PARMRK = 010;
    public static final int INPCK = 020;
    public static final int ISTRIP = 040;
    public static final int INLCR = 0100;
    public static final int IGNCR = 0200;
    public static final int ICRNL = 0400;
    public static final int IUCLC = 01000;
    public static final int IXON = 02000;
    public static final int IXANY = 04000;
    public static final int IXOFF = 010000;
    public static final int IMAXBEL = 020000;
    public static final int IUTF8 = 040000;

    // c_oflag

    public static final int OPOST = 01;
    public static final int OLCUC = 02;
    public static final int ONLCR = 04;
    public static final int OCRNL = 010;
    public static final int ONOCR = 020;
    public static final int ONLRET = 040;
    public static final int OFILL = 0100;
    public static final int OFDEL = 0200;
    public static final int TABDLY = 014000;
    public static final int XTABS = 014000;

    // c_cflag

    public static final int CBAUD = 010017;
    public static final int B0 = 0;
    public static final int B9600 = 015;
    public static final int B38400 = 017;
    public static final int CSIZE = 060;
    public static final int CS5 = 0;
    public static final int CS6 = 020;
    public static final int CS7 = 040;
    public static final int CS8 = 060;
    public static final int CSTOPB = 0100;
    public static final int CREAD = 0200;
    public static final int PARENB = 0400;
    public static final int PARODD = 01000;
    public static final int HUPCL = 02000;
    public static final int CLOCAL = 04000;
    public static final int CRTSCTS = 020000000000;

    // c_lflag

    public static final int ISIG = 01;
    public static final int ICANON = 02;
    public static final int XCASE = 04;
    public static final int ECHO = 010;
    public static final int ECHOE = 020;
    public static final int ECHOK = 040;
    public static final int ECHONL = 0100;
    public static final int NOFLSH = 0200;
    public static final int TOSTOP = 0400;
    public static final int ECHOCTL = 01000;
    public static final int ECHOPRT = 02000;
    public static final int ECHOKE = 04000;
    public static final int FLUSHO = 010000;
    public static final int PENDIN = 040000;
    public static final int IEXTEN = 0100000;
    public static final int EXTPROC = 0200000;

    // tcflush, tcflow

    public static final int TCIFLUSH = 0;
    public static final int TCOFLUSH = 1;
    public static final int TCIOFLUSH = 2;
    public static final int TCOOFF = 0;
    public static final int TCOON = 1;
    public static final int TCIOFF = 2;
    public static final int TCION = 3;

    private Termios() {}
}
