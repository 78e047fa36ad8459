package io.tombolo.core.internal.trace;

import io.tombolo.core.abi.Epoll;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.abi.Prctl;
import io.tombolo.core.abi.Resource;
import io.tombolo.core.abi.Sched;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.Wait;
import io.tombolo.core.spi.ArgumentKind;
import java.util.EnumMap;
import java.util.Map;

/** Names of commands and other single values, by the kind of argument. */
final class CommandTables {
    private CommandTables() {}

    static Map<ArgumentKind, ValueNames> byKind() {
        Map<ArgumentKind, ValueNames> tables = new EnumMap<>(ArgumentKind.class);
        tables.put(ArgumentKind.MADVISE, madvise());
        tables.put(ArgumentKind.SEEK, seek());
        tables.put(ArgumentKind.FCNTL_CMD, fcntlCmd());
        tables.put(ArgumentKind.IOCTL, ioctl());
        tables.put(ArgumentKind.EPOLL_OPERATION, epollOperation());
        tables.put(ArgumentKind.WAIT_ID, waitId());
        tables.put(ArgumentKind.SIGMASK_HOW, sigmaskHow());
        tables.put(ArgumentKind.CLOCK, clock());
        tables.put(ArgumentKind.ITIMER, itimer());
        tables.put(ArgumentKind.RESOURCE, resource());
        tables.put(ArgumentKind.RUSAGE_WHO, rusageWho());
        tables.put(ArgumentKind.PRCTL_OPTION, prctlOption());
        tables.put(ArgumentKind.SCHED_POLICY, schedPolicy());
        tables.put(ArgumentKind.SOCKET_DOMAIN, socketDomain());
        return tables;
    }

    private static ValueNames madvise() {
        return ValueNames.choice()
                .add("MADV_NORMAL", Mman.MADV_NORMAL)
                .add("MADV_RANDOM", Mman.MADV_RANDOM)
                .add("MADV_SEQUENTIAL", Mman.MADV_SEQUENTIAL)
                .add("MADV_WILLNEED", Mman.MADV_WILLNEED)
                .add("MADV_DONTNEED", Mman.MADV_DONTNEED)
                .add("MADV_FREE", Mman.MADV_FREE)
                .add("MADV_REMOVE", Mman.MADV_REMOVE)
                .add("MADV_DONTFORK", Mman.MADV_DONTFORK)
                .add("MADV_DOFORK", Mman.MADV_DOFORK)
                .add("MADV_MERGEABLE", Mman.MADV_MERGEABLE)
                .add("MADV_UNMERGEABLE", Mman.MADV_UNMERGEABLE)
                .add("MADV_HUGEPAGE", Mman.MADV_HUGEPAGE)
                .add("MADV_NOHUGEPAGE", Mman.MADV_NOHUGEPAGE)
                .add("MADV_DONTDUMP", Mman.MADV_DONTDUMP)
                .add("MADV_DODUMP", Mman.MADV_DODUMP)
                .add("MADV_WIPEONFORK", Mman.MADV_WIPEONFORK)
                .add("MADV_KEEPONFORK", Mman.MADV_KEEPONFORK)
                .add("MADV_COLD", Mman.MADV_COLD)
                .add("MADV_PAGEOUT", Mman.MADV_PAGEOUT)
                .add("MADV_POPULATE_READ", Mman.MADV_POPULATE_READ)
                .add("MADV_POPULATE_WRITE", Mman.MADV_POPULATE_WRITE)
                .add("MADV_COLLAPSE", Mman.MADV_COLLAPSE)
                .add("MADV_GUARD_INSTALL", Mman.MADV_GUARD_INSTALL)
                .add("MADV_GUARD_REMOVE", Mman.MADV_GUARD_REMOVE);
    }

    private static ValueNames seek() {
        return ValueNames.choice()
                .add("SEEK_SET", Fcntl.SEEK_SET)
                .add("SEEK_CUR", Fcntl.SEEK_CUR)
                .add("SEEK_END", Fcntl.SEEK_END)
                .add("SEEK_DATA", Fcntl.SEEK_DATA)
                .add("SEEK_HOLE", Fcntl.SEEK_HOLE);
    }

    private static ValueNames fcntlCmd() {
        return ValueNames.choice()
                .add("F_DUPFD", Fcntl.F_DUPFD)
                .add("F_GETFD", Fcntl.F_GETFD)
                .add("F_SETFD", Fcntl.F_SETFD)
                .add("F_GETFL", Fcntl.F_GETFL)
                .add("F_SETFL", Fcntl.F_SETFL)
                .add("F_GETLK", Fcntl.F_GETLK)
                .add("F_SETLK", Fcntl.F_SETLK)
                .add("F_SETLKW", Fcntl.F_SETLKW)
                .add("F_SETOWN", Fcntl.F_SETOWN)
                .add("F_GETOWN", Fcntl.F_GETOWN)
                .add("F_SETSIG", Fcntl.F_SETSIG)
                .add("F_GETSIG", Fcntl.F_GETSIG)
                .add("F_SETOWN_EX", Fcntl.F_SETOWN_EX)
                .add("F_GETOWN_EX", Fcntl.F_GETOWN_EX)
                .add("F_OFD_GETLK", Fcntl.F_OFD_GETLK)
                .add("F_OFD_SETLK", Fcntl.F_OFD_SETLK)
                .add("F_OFD_SETLKW", Fcntl.F_OFD_SETLKW)
                .add("F_SETLEASE", Fcntl.F_SETLEASE)
                .add("F_GETLEASE", Fcntl.F_GETLEASE)
                .add("F_DUPFD_CLOEXEC", Fcntl.F_DUPFD_CLOEXEC)
                .add("F_NOTIFY", Fcntl.F_NOTIFY)
                .add("F_SETPIPE_SZ", Fcntl.F_SETPIPE_SZ)
                .add("F_GETPIPE_SZ", Fcntl.F_GETPIPE_SZ)
                .add("F_ADD_SEALS", Fcntl.F_ADD_SEALS)
                .add("F_GET_SEALS", Fcntl.F_GET_SEALS);
    }

    private static ValueNames ioctl() {
        return ValueNames.choice()
                .add("TCGETS", Ioctls.TCGETS)
                .add("TCSETS", Ioctls.TCSETS)
                .add("TCSETSW", Ioctls.TCSETSW)
                .add("TCSETSF", Ioctls.TCSETSF)
                .add("TCSBRK", Ioctls.TCSBRK)
                .add("TCXONC", Ioctls.TCXONC)
                .add("TCFLSH", Ioctls.TCFLSH)
                .add("TIOCSCTTY", Ioctls.TIOCSCTTY)
                .add("TIOCGPGRP", Ioctls.TIOCGPGRP)
                .add("TIOCSPGRP", Ioctls.TIOCSPGRP)
                .add("TIOCOUTQ", Ioctls.TIOCOUTQ)
                .add("TIOCGWINSZ", Ioctls.TIOCGWINSZ)
                .add("TIOCSWINSZ", Ioctls.TIOCSWINSZ)
                .add("TIOCNOTTY", Ioctls.TIOCNOTTY)
                .add("TIOCGSID", Ioctls.TIOCGSID)
                .add("TIOCGPTN", Ioctls.TIOCGPTN)
                .add("TIOCSPTLCK", Ioctls.TIOCSPTLCK)
                .add("TIOCGPTLCK", Ioctls.TIOCGPTLCK)
                .add("TIOCGPTPEER", Ioctls.TIOCGPTPEER)
                .add("TCGETS2", Ioctls.TCGETS2)
                .add("TCSETS2", Ioctls.TCSETS2)
                .add("FIONREAD", Ioctls.FIONREAD)
                .add("FIONBIO", Ioctls.FIONBIO)
                .add("FIONCLEX", Ioctls.FIONCLEX)
                .add("FIOCLEX", Ioctls.FIOCLEX)
                .add("FIOASYNC", Ioctls.FIOASYNC)
                .add("FS_IOC_GETFLAGS", Ioctls.FS_IOC_GETFLAGS)
                .add("FS_IOC_SETFLAGS", Ioctls.FS_IOC_SETFLAGS)
                .add("FS_IOC_FIEMAP", Ioctls.FS_IOC_FIEMAP)
                .add("FICLONE", Ioctls.FICLONE)
                .add("FICLONERANGE", Ioctls.FICLONERANGE)
                .add("FIGETBSZ", Ioctls.FIGETBSZ);
    }

    private static ValueNames epollOperation() {
        return ValueNames.choice()
                .add("EPOLL_CTL_ADD", Epoll.EPOLL_CTL_ADD)
                .add("EPOLL_CTL_DEL", Epoll.EPOLL_CTL_DEL)
                .add("EPOLL_CTL_MOD", Epoll.EPOLL_CTL_MOD);
    }

    private static ValueNames waitId() {
        return ValueNames.choice()
                .add("P_ALL", Wait.P_ALL)
                .add("P_PID", Wait.P_PID)
                .add("P_PGID", Wait.P_PGID)
                .add("P_PIDFD", Wait.P_PIDFD);
    }

    private static ValueNames sigmaskHow() {
        return ValueNames.choice()
                .add("SIG_BLOCK", Signal.SIG_BLOCK)
                .add("SIG_UNBLOCK", Signal.SIG_UNBLOCK)
                .add("SIG_SETMASK", Signal.SIG_SETMASK);
    }

    private static ValueNames clock() {
        return ValueNames.choice()
                .add("CLOCK_REALTIME", Time.CLOCK_REALTIME)
                .add("CLOCK_MONOTONIC", Time.CLOCK_MONOTONIC)
                .add("CLOCK_PROCESS_CPUTIME_ID", Time.CLOCK_PROCESS_CPUTIME_ID)
                .add("CLOCK_THREAD_CPUTIME_ID", Time.CLOCK_THREAD_CPUTIME_ID)
                .add("CLOCK_MONOTONIC_RAW", Time.CLOCK_MONOTONIC_RAW)
                .add("CLOCK_REALTIME_COARSE", Time.CLOCK_REALTIME_COARSE)
                .add("CLOCK_MONOTONIC_COARSE", Time.CLOCK_MONOTONIC_COARSE)
                .add("CLOCK_BOOTTIME", Time.CLOCK_BOOTTIME)
                .add("CLOCK_REALTIME_ALARM", Time.CLOCK_REALTIME_ALARM)
                .add("CLOCK_BOOTTIME_ALARM", Time.CLOCK_BOOTTIME_ALARM)
                .add("CLOCK_TAI", Time.CLOCK_TAI);
    }

    private static ValueNames itimer() {
        return ValueNames.choice()
                .add("ITIMER_REAL", Time.ITIMER_REAL)
                .add("ITIMER_VIRTUAL", Time.ITIMER_VIRTUAL)
                .add("ITIMER_PROF", Time.ITIMER_PROF);
    }

    private static ValueNames resource() {
        return ValueNames.choice()
                .add("RLIMIT_CPU", Resource.RLIMIT_CPU)
                .add("RLIMIT_FSIZE", Resource.RLIMIT_FSIZE)
                .add("RLIMIT_DATA", Resource.RLIMIT_DATA)
                .add("RLIMIT_STACK", Resource.RLIMIT_STACK)
                .add("RLIMIT_CORE", Resource.RLIMIT_CORE)
                .add("RLIMIT_RSS", Resource.RLIMIT_RSS)
                .add("RLIMIT_NPROC", Resource.RLIMIT_NPROC)
                .add("RLIMIT_NOFILE", Resource.RLIMIT_NOFILE)
                .add("RLIMIT_MEMLOCK", Resource.RLIMIT_MEMLOCK)
                .add("RLIMIT_AS", Resource.RLIMIT_AS)
                .add("RLIMIT_LOCKS", Resource.RLIMIT_LOCKS)
                .add("RLIMIT_SIGPENDING", Resource.RLIMIT_SIGPENDING)
                .add("RLIMIT_MSGQUEUE", Resource.RLIMIT_MSGQUEUE)
                .add("RLIMIT_NICE", Resource.RLIMIT_NICE)
                .add("RLIMIT_RTPRIO", Resource.RLIMIT_RTPRIO)
                .add("RLIMIT_RTTIME", Resource.RLIMIT_RTTIME);
    }

    private static ValueNames rusageWho() {
        return ValueNames.choice()
                .add("RUSAGE_SELF", Resource.RUSAGE_SELF)
                .add("RUSAGE_CHILDREN", Resource.RUSAGE_CHILDREN)
                .add("RUSAGE_THREAD", Resource.RUSAGE_THREAD);
    }

    private static ValueNames prctlOption() {
        return ValueNames.choice()
                .add("PR_SET_PDEATHSIG", Prctl.PR_SET_PDEATHSIG)
                .add("PR_GET_PDEATHSIG", Prctl.PR_GET_PDEATHSIG)
                .add("PR_GET_DUMPABLE", Prctl.PR_GET_DUMPABLE)
                .add("PR_SET_DUMPABLE", Prctl.PR_SET_DUMPABLE)
                .add("PR_GET_KEEPCAPS", Prctl.PR_GET_KEEPCAPS)
                .add("PR_SET_KEEPCAPS", Prctl.PR_SET_KEEPCAPS)
                .add("PR_SET_NAME", Prctl.PR_SET_NAME)
                .add("PR_GET_NAME", Prctl.PR_GET_NAME)
                .add("PR_GET_SECCOMP", Prctl.PR_GET_SECCOMP)
                .add("PR_SET_SECCOMP", Prctl.PR_SET_SECCOMP)
                .add("PR_CAPBSET_READ", Prctl.PR_CAPBSET_READ)
                .add("PR_CAPBSET_DROP", Prctl.PR_CAPBSET_DROP)
                .add("PR_GET_SECUREBITS", Prctl.PR_GET_SECUREBITS)
                .add("PR_SET_SECUREBITS", Prctl.PR_SET_SECUREBITS)
                .add("PR_SET_TIMERSLACK", Prctl.PR_SET_TIMERSLACK)
                .add("PR_GET_TIMERSLACK", Prctl.PR_GET_TIMERSLACK)
                .add("PR_SET_MM", Prctl.PR_SET_MM)
                .add("PR_SET_CHILD_SUBREAPER", Prctl.PR_SET_CHILD_SUBREAPER)
                .add("PR_GET_CHILD_SUBREAPER", Prctl.PR_GET_CHILD_SUBREAPER)
                .add("PR_SET_NO_NEW_PRIVS", Prctl.PR_SET_NO_NEW_PRIVS)
                .add("PR_GET_NO_NEW_PRIVS", Prctl.PR_GET_NO_NEW_PRIVS)
                .add("PR_GET_TID_ADDRESS", Prctl.PR_GET_TID_ADDRESS)
                .add("PR_SET_THP_DISABLE", Prctl.PR_SET_THP_DISABLE)
                .add("PR_GET_THP_DISABLE", Prctl.PR_GET_THP_DISABLE)
                .add("PR_CAP_AMBIENT", Prctl.PR_CAP_AMBIENT)
                .add("PR_SVE_SET_VL", Prctl.PR_SVE_SET_VL)
                .add("PR_SVE_GET_VL", Prctl.PR_SVE_GET_VL)
                .add("PR_PAC_RESET_KEYS", Prctl.PR_PAC_RESET_KEYS)
                .add("PR_SET_TAGGED_ADDR_CTRL", Prctl.PR_SET_TAGGED_ADDR_CTRL)
                .add("PR_GET_TAGGED_ADDR_CTRL", Prctl.PR_GET_TAGGED_ADDR_CTRL)
                .add("PR_SET_VMA", Prctl.PR_SET_VMA);
    }

    private static ValueNames schedPolicy() {
        return ValueNames.choice()
                .add("SCHED_NORMAL", Sched.SCHED_NORMAL)
                .add("SCHED_FIFO", Sched.SCHED_FIFO)
                .add("SCHED_RR", Sched.SCHED_RR)
                .add("SCHED_BATCH", Sched.SCHED_BATCH)
                .add("SCHED_IDLE", Sched.SCHED_IDLE)
                .add("SCHED_DEADLINE", Sched.SCHED_DEADLINE);
    }

    private static ValueNames socketDomain() {
        return ValueNames.choice()
                .add("AF_UNSPEC", Socket.AF_UNSPEC)
                .add("AF_UNIX", Socket.AF_UNIX)
                .add("AF_INET", Socket.AF_INET)
                .add("AF_INET6", Socket.AF_INET6)
                .add("AF_NETLINK", Socket.AF_NETLINK)
                .add("AF_PACKET", Socket.AF_PACKET)
                .add("AF_VSOCK", Socket.AF_VSOCK);
    }
}
