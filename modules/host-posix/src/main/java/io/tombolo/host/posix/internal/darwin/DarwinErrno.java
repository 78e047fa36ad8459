package io.tombolo.host.posix.internal.darwin;

import io.tombolo.core.abi.Errno;

/** Darwin's error numbers ({@code bsd/sys/errno.h}) in terms of Linux's. Not checked here. */
final class DarwinErrno {
    /** At Darwin's number minus one; an error that Linux has no name for becomes the nearest. */
    private static final Errno[] LINUX = {
        Errno.EPERM, Errno.ENOENT, Errno.ESRCH, Errno.EINTR, Errno.EIO, // 1
        Errno.ENXIO, Errno.E2BIG, Errno.ENOEXEC, Errno.EBADF, Errno.ECHILD, // 6
        Errno.EDEADLK, Errno.ENOMEM, Errno.EACCES, Errno.EFAULT, Errno.ENOTBLK, // 11
        Errno.EBUSY, Errno.EEXIST, Errno.EXDEV, Errno.ENODEV, Errno.ENOTDIR, // 16
        Errno.EISDIR, Errno.EINVAL, Errno.ENFILE, Errno.EMFILE, Errno.ENOTTY, // 21
        Errno.ETXTBSY, Errno.EFBIG, Errno.ENOSPC, Errno.ESPIPE, Errno.EROFS, // 26
        Errno.EMLINK, Errno.EPIPE, Errno.EDOM, Errno.ERANGE, Errno.EAGAIN, // 31
        Errno.EINPROGRESS, Errno.EALREADY, Errno.ENOTSOCK, Errno.EDESTADDRREQ, Errno.EMSGSIZE, // 36
        Errno.EPROTOTYPE, Errno.ENOPROTOOPT, Errno.EPROTONOSUPPORT, Errno.ESOCKTNOSUPPORT, Errno.EOPNOTSUPP, // 41
        Errno.EPFNOSUPPORT, Errno.EAFNOSUPPORT, Errno.EADDRINUSE, Errno.EADDRNOTAVAIL, Errno.ENETDOWN, // 46
        Errno.ENETUNREACH, Errno.ENETRESET, Errno.ECONNABORTED, Errno.ECONNRESET, Errno.ENOBUFS, // 51
        Errno.EISCONN, Errno.ENOTCONN, Errno.ESHUTDOWN, Errno.ETOOMANYREFS, Errno.ETIMEDOUT, // 56
        Errno.ECONNREFUSED, Errno.ELOOP, Errno.ENAMETOOLONG, Errno.EHOSTDOWN, Errno.EHOSTUNREACH, // 61
        Errno.ENOTEMPTY, Errno.EAGAIN, Errno.EUSERS, Errno.EDQUOT, Errno.ESTALE, // 66: EPROCLIM is EAGAIN
        Errno.EREMOTE, Errno.EIO, Errno.EIO, Errno.EIO, Errno.EIO, // 71: EBADRPC and its kin
        Errno.EIO, Errno.ENOLCK, Errno.ENOSYS, Errno.EINVAL, Errno.EACCES, // 76: EFTYPE, EAUTH
        Errno.EACCES, Errno.EIO, Errno.EIO, Errno.EOVERFLOW, Errno.ENOEXEC, // 81: ENEEDAUTH, EPWROFF, EDEVERR
        Errno.ENOEXEC, Errno.ELIBBAD, Errno.ENOEXEC, Errno.ECANCELED, Errno.EIDRM, // 86: EBADARCH, EBADMACHO
        Errno.ENOMSG, Errno.EILSEQ, Errno.ENODATA, Errno.EBADMSG, Errno.EMULTIHOP, // 91: ENOATTR is ENODATA
        Errno.ENODATA, Errno.ENOLINK, Errno.ENOSR, Errno.ENOSTR, Errno.EPROTO, // 96
        Errno.ETIME, Errno.EOPNOTSUPP, Errno.EIO, Errno.ENOTRECOVERABLE, Errno.EOWNERDEAD, // 101: ENOPOLICY
        Errno.ENOBUFS, // 106: EQFULL
    };

    /** {@return Linux's error for Darwin's number; {@code EIO} for one that came later than this table} */
    static Errno toLinux(int number) {
        return number >= 1 && number <= LINUX.length ? LINUX[number - 1] : Errno.EIO;
    }

    private DarwinErrno() {}
}
