package io.tombolo.core.internal.trace;

import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Epoll;
import io.tombolo.core.abi.Eventfd;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Futex;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.abi.Mount;
import io.tombolo.core.abi.Poll;
import io.tombolo.core.abi.Random;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.abi.Stat;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.Unistd;
import io.tombolo.core.abi.Wait;
import io.tombolo.core.spi.ArgumentKind;
import java.util.EnumMap;
import java.util.Map;

/** Names of flags, by the kind of argument. */
final class FlagTables {
    private FlagTables() {}

    static Map<ArgumentKind, ValueNames> byKind() {
        Map<ArgumentKind, ValueNames> tables = new EnumMap<>(ArgumentKind.class);
        tables.put(ArgumentKind.PROT, prot());
        tables.put(ArgumentKind.MAP_FLAGS, mapFlags());
        tables.put(ArgumentKind.MREMAP_FLAGS, mremapFlags());
        tables.put(ArgumentKind.MSYNC_FLAGS, msyncFlags());
        tables.put(ArgumentKind.MLOCK_FLAGS, mlockFlags());
        tables.put(ArgumentKind.MLOCKALL_FLAGS, mlockallFlags());
        tables.put(ArgumentKind.MEMFD_FLAGS, memfdFlags());
        tables.put(ArgumentKind.AT_FLAGS, atFlags());
        tables.put(ArgumentKind.STATX_MASK, statxMask());
        tables.put(ArgumentKind.ACCESS_MODE, accessMode());
        tables.put(ArgumentKind.RENAME_FLAGS, renameFlags());
        tables.put(ArgumentKind.FLOCK_OPERATION, flockOperation());
        tables.put(ArgumentKind.FALLOCATE_MODE, fallocateMode());
        tables.put(ArgumentKind.PIPE_FLAGS, pipeFlags());
        tables.put(ArgumentKind.EVENTFD_FLAGS, eventfdFlags());
        tables.put(ArgumentKind.EPOLL_FLAGS, epollFlags());
        tables.put(ArgumentKind.POLL_EVENTS, pollEvents());
        tables.put(ArgumentKind.WAIT_OPTIONS, waitOptions());
        tables.put(ArgumentKind.TIMER_FLAGS, timerFlags());
        tables.put(ArgumentKind.GETRANDOM_FLAGS, getrandomFlags());
        tables.put(ArgumentKind.MOUNT_FLAGS, mountFlags());
        tables.put(ArgumentKind.OPEN_FLAGS, openFlags());
        return tables;
    }

    private static ValueNames prot() {
        return ValueNames.flags("PROT_NONE")
                .add("PROT_READ", Mman.PROT_READ)
                .add("PROT_WRITE", Mman.PROT_WRITE)
                .add("PROT_EXEC", Mman.PROT_EXEC)
                .add("PROT_GROWSDOWN", Mman.PROT_GROWSDOWN)
                .add("PROT_GROWSUP", Mman.PROT_GROWSUP);
    }

    private static ValueNames mapFlags() {
        return ValueNames.flags("0")
                .add("MAP_SHARED_VALIDATE", Mman.MAP_SHARED_VALIDATE)
                .add("MAP_SHARED", Mman.MAP_SHARED)
                .add("MAP_PRIVATE", Mman.MAP_PRIVATE)
                .add("MAP_FIXED", Mman.MAP_FIXED)
                .add("MAP_ANONYMOUS", Mman.MAP_ANONYMOUS)
                .add("MAP_GROWSDOWN", Mman.MAP_GROWSDOWN)
                .add("MAP_DENYWRITE", Mman.MAP_DENYWRITE)
                .add("MAP_EXECUTABLE", Mman.MAP_EXECUTABLE)
                .add("MAP_LOCKED", Mman.MAP_LOCKED)
                .add("MAP_NORESERVE", Mman.MAP_NORESERVE)
                .add("MAP_POPULATE", Mman.MAP_POPULATE)
                .add("MAP_NONBLOCK", Mman.MAP_NONBLOCK)
                .add("MAP_STACK", Mman.MAP_STACK)
                .add("MAP_HUGETLB", Mman.MAP_HUGETLB)
                .add("MAP_SYNC", Mman.MAP_SYNC)
                .add("MAP_FIXED_NOREPLACE", Mman.MAP_FIXED_NOREPLACE);
    }

    private static ValueNames mremapFlags() {
        return ValueNames.flags("0")
                .add("MREMAP_MAYMOVE", Mman.MREMAP_MAYMOVE)
                .add("MREMAP_FIXED", Mman.MREMAP_FIXED)
                .add("MREMAP_DONTUNMAP", Mman.MREMAP_DONTUNMAP);
    }

    private static ValueNames msyncFlags() {
        return ValueNames.flags("0")
                .add("MS_ASYNC", Mman.MS_ASYNC)
                .add("MS_INVALIDATE", Mman.MS_INVALIDATE)
                .add("MS_SYNC", Mman.MS_SYNC);
    }

    private static ValueNames mlockFlags() {
        return ValueNames.flags("0").add("MLOCK_ONFAULT", Mman.MLOCK_ONFAULT);
    }

    private static ValueNames mlockallFlags() {
        return ValueNames.flags("0")
                .add("MCL_CURRENT", Mman.MCL_CURRENT)
                .add("MCL_FUTURE", Mman.MCL_FUTURE)
                .add("MCL_ONFAULT", Mman.MCL_ONFAULT);
    }

    private static ValueNames memfdFlags() {
        return ValueNames.flags("0")
                .add("MFD_CLOEXEC", Mman.MFD_CLOEXEC)
                .add("MFD_ALLOW_SEALING", Mman.MFD_ALLOW_SEALING)
                .add("MFD_HUGETLB", Mman.MFD_HUGETLB);
    }

    private static ValueNames atFlags() {
        return ValueNames.flags("0")
                .add("AT_SYMLINK_NOFOLLOW", Fcntl.AT_SYMLINK_NOFOLLOW)
                .add("AT_REMOVEDIR", Fcntl.AT_REMOVEDIR)
                .add("AT_SYMLINK_FOLLOW", Fcntl.AT_SYMLINK_FOLLOW)
                .add("AT_NO_AUTOMOUNT", Fcntl.AT_NO_AUTOMOUNT)
                .add("AT_EMPTY_PATH", Fcntl.AT_EMPTY_PATH)
                .add("AT_STATX_FORCE_SYNC", Fcntl.AT_STATX_FORCE_SYNC)
                .add("AT_STATX_DONT_SYNC", Fcntl.AT_STATX_DONT_SYNC)
                .add("AT_RECURSIVE", Fcntl.AT_RECURSIVE);
    }

    private static ValueNames statxMask() {
        return ValueNames.flags("0")
                .add("STATX_ALL", Stat.STATX_ALL)
                .add("STATX_BASIC_STATS", Stat.STATX_BASIC_STATS)
                .add("STATX_TYPE", Stat.STATX_TYPE)
                .add("STATX_MODE", Stat.STATX_MODE)
                .add("STATX_NLINK", Stat.STATX_NLINK)
                .add("STATX_UID", Stat.STATX_UID)
                .add("STATX_GID", Stat.STATX_GID)
                .add("STATX_ATIME", Stat.STATX_ATIME)
                .add("STATX_MTIME", Stat.STATX_MTIME)
                .add("STATX_CTIME", Stat.STATX_CTIME)
                .add("STATX_INO", Stat.STATX_INO)
                .add("STATX_SIZE", Stat.STATX_SIZE)
                .add("STATX_BLOCKS", Stat.STATX_BLOCKS)
                .add("STATX_BTIME", Stat.STATX_BTIME)
                .add("STATX_MNT_ID", Stat.STATX_MNT_ID)
                .add("STATX_DIOALIGN", Stat.STATX_DIOALIGN);
    }

    private static ValueNames accessMode() {
        return ValueNames.flags("F_OK")
                .add("R_OK", Unistd.R_OK)
                .add("W_OK", Unistd.W_OK)
                .add("X_OK", Unistd.X_OK);
    }

    private static ValueNames renameFlags() {
        return ValueNames.flags("0")
                .add("RENAME_NOREPLACE", Fcntl.RENAME_NOREPLACE)
                .add("RENAME_EXCHANGE", Fcntl.RENAME_EXCHANGE)
                .add("RENAME_WHITEOUT", Fcntl.RENAME_WHITEOUT);
    }

    private static ValueNames flockOperation() {
        return ValueNames.flags("0")
                .add("LOCK_SH", Fcntl.LOCK_SH)
                .add("LOCK_EX", Fcntl.LOCK_EX)
                .add("LOCK_UN", Fcntl.LOCK_UN)
                .add("LOCK_NB", Fcntl.LOCK_NB);
    }

    private static ValueNames fallocateMode() {
        return ValueNames.flags("0")
                .add("FALLOC_FL_KEEP_SIZE", Fcntl.FALLOC_FL_KEEP_SIZE)
                .add("FALLOC_FL_PUNCH_HOLE", Fcntl.FALLOC_FL_PUNCH_HOLE)
                .add("FALLOC_FL_COLLAPSE_RANGE", Fcntl.FALLOC_FL_COLLAPSE_RANGE)
                .add("FALLOC_FL_ZERO_RANGE", Fcntl.FALLOC_FL_ZERO_RANGE)
                .add("FALLOC_FL_INSERT_RANGE", Fcntl.FALLOC_FL_INSERT_RANGE)
                .add("FALLOC_FL_UNSHARE_RANGE", Fcntl.FALLOC_FL_UNSHARE_RANGE);
    }

    private static ValueNames pipeFlags() {
        return ValueNames.flags("0")
                .add("O_CLOEXEC", Fcntl.O_CLOEXEC)
                .add("O_NONBLOCK", Fcntl.O_NONBLOCK)
                .add("O_DIRECT", Fcntl.Aarch64.O_DIRECT);
    }

    private static ValueNames eventfdFlags() {
        return ValueNames.flags("0")
                .add("EFD_SEMAPHORE", Eventfd.EFD_SEMAPHORE)
                .add("EFD_CLOEXEC", Eventfd.EFD_CLOEXEC)
                .add("EFD_NONBLOCK", Eventfd.EFD_NONBLOCK);
    }

    private static ValueNames epollFlags() {
        return ValueNames.flags("0").add("EPOLL_CLOEXEC", Epoll.EPOLL_CLOEXEC);
    }

    private static ValueNames pollEvents() {
        return ValueNames.flags("0")
                .add("POLLIN", Poll.POLLIN)
                .add("POLLPRI", Poll.POLLPRI)
                .add("POLLOUT", Poll.POLLOUT)
                .add("POLLERR", Poll.POLLERR)
                .add("POLLHUP", Poll.POLLHUP)
                .add("POLLNVAL", Poll.POLLNVAL)
                .add("POLLRDNORM", Poll.POLLRDNORM)
                .add("POLLRDBAND", Poll.POLLRDBAND)
                .add("POLLWRNORM", Poll.POLLWRNORM)
                .add("POLLWRBAND", Poll.POLLWRBAND)
                .add("POLLMSG", Poll.POLLMSG)
                .add("POLLRDHUP", Poll.POLLRDHUP);
    }

    private static ValueNames waitOptions() {
        return ValueNames.flags("0")
                .add("WNOHANG", Wait.WNOHANG)
                .add("WSTOPPED", Wait.WSTOPPED)
                .add("WEXITED", Wait.WEXITED)
                .add("WCONTINUED", Wait.WCONTINUED)
                .add("WNOWAIT", Wait.WNOWAIT)
                .add("__WNOTHREAD", Wait.__WNOTHREAD)
                .add("__WALL", Wait.__WALL)
                .add("__WCLONE", Wait.__WCLONE);
    }

    private static ValueNames timerFlags() {
        return ValueNames.flags("0").add("TIMER_ABSTIME", Time.TIMER_ABSTIME);
    }

    private static ValueNames getrandomFlags() {
        return ValueNames.flags("0")
                .add("GRND_NONBLOCK", Random.GRND_NONBLOCK)
                .add("GRND_RANDOM", Random.GRND_RANDOM)
                .add("GRND_INSECURE", Random.GRND_INSECURE);
    }

    private static ValueNames mountFlags() {
        return ValueNames.flags("0")
                .add("MS_RDONLY", Mount.MS_RDONLY)
                .add("MS_NOSUID", Mount.MS_NOSUID)
                .add("MS_NODEV", Mount.MS_NODEV)
                .add("MS_NOEXEC", Mount.MS_NOEXEC)
                .add("MS_SYNCHRONOUS", Mount.MS_SYNCHRONOUS)
                .add("MS_REMOUNT", Mount.MS_REMOUNT)
                .add("MS_BIND", Mount.MS_BIND)
                .add("MS_MOVE", Mount.MS_MOVE)
                .add("MS_REC", Mount.MS_REC)
                .add("MS_PRIVATE", Mount.MS_PRIVATE)
                .add("MS_SLAVE", Mount.MS_SLAVE)
                .add("MS_SHARED", Mount.MS_SHARED)
                .add("MS_RELATIME", Mount.MS_RELATIME);
    }

    /** The flags of open(2) but for the access mode, in the values used inside. */
    static ValueNames openFlags() {
        return ValueNames.flags("")
                .add("O_TMPFILE", Fcntl.O_TMPFILE)
                .add("O_SYNC", Fcntl.O_SYNC)
                .add("O_CREAT", Fcntl.O_CREAT)
                .add("O_EXCL", Fcntl.O_EXCL)
                .add("O_NOCTTY", Fcntl.O_NOCTTY)
                .add("O_TRUNC", Fcntl.O_TRUNC)
                .add("O_APPEND", Fcntl.O_APPEND)
                .add("O_NONBLOCK", Fcntl.O_NONBLOCK)
                .add("O_DSYNC", Fcntl.O_DSYNC)
                .add("FASYNC", Fcntl.FASYNC)
                .add("O_DIRECT", Fcntl.O_DIRECT)
                .add("O_LARGEFILE", Fcntl.O_LARGEFILE)
                .add("O_DIRECTORY", Fcntl.O_DIRECTORY)
                .add("O_NOFOLLOW", Fcntl.O_NOFOLLOW)
                .add("O_NOATIME", Fcntl.O_NOATIME)
                .add("O_CLOEXEC", Fcntl.O_CLOEXEC)
                .add("O_PATH", Fcntl.O_PATH);
    }

    /** The flags of clone(2) but for the exit signal. */
    static ValueNames cloneFlags() {
        return ValueNames.flags("")
                .add("CLONE_VM", Clone.CLONE_VM)
                .add("CLONE_FS", Clone.CLONE_FS)
                .add("CLONE_FILES", Clone.CLONE_FILES)
                .add("CLONE_SIGHAND", Clone.CLONE_SIGHAND)
                .add("CLONE_PIDFD", Clone.CLONE_PIDFD)
                .add("CLONE_PTRACE", Clone.CLONE_PTRACE)
                .add("CLONE_VFORK", Clone.CLONE_VFORK)
                .add("CLONE_PARENT", Clone.CLONE_PARENT)
                .add("CLONE_THREAD", Clone.CLONE_THREAD)
                .add("CLONE_NEWNS", Clone.CLONE_NEWNS)
                .add("CLONE_SYSVSEM", Clone.CLONE_SYSVSEM)
                .add("CLONE_SETTLS", Clone.CLONE_SETTLS)
                .add("CLONE_PARENT_SETTID", Clone.CLONE_PARENT_SETTID)
                .add("CLONE_CHILD_CLEARTID", Clone.CLONE_CHILD_CLEARTID)
                .add("CLONE_DETACHED", Clone.CLONE_DETACHED)
                .add("CLONE_UNTRACED", Clone.CLONE_UNTRACED)
                .add("CLONE_CHILD_SETTID", Clone.CLONE_CHILD_SETTID)
                .add("CLONE_NEWCGROUP", Clone.CLONE_NEWCGROUP)
                .add("CLONE_NEWUTS", Clone.CLONE_NEWUTS)
                .add("CLONE_NEWIPC", Clone.CLONE_NEWIPC)
                .add("CLONE_NEWUSER", Clone.CLONE_NEWUSER)
                .add("CLONE_NEWPID", Clone.CLONE_NEWPID)
                .add("CLONE_NEWNET", Clone.CLONE_NEWNET)
                .add("CLONE_IO", Clone.CLONE_IO);
    }

    /** The events of epoll. */
    static ValueNames epollEvents() {
        return ValueNames.flags("0")
                .add("EPOLLIN", Epoll.EPOLLIN)
                .add("EPOLLPRI", Epoll.EPOLLPRI)
                .add("EPOLLOUT", Epoll.EPOLLOUT)
                .add("EPOLLERR", Epoll.EPOLLERR)
                .add("EPOLLHUP", Epoll.EPOLLHUP)
                .add("EPOLLRDNORM", Epoll.EPOLLRDNORM)
                .add("EPOLLWRNORM", Epoll.EPOLLWRNORM)
                .add("EPOLLRDHUP", Epoll.EPOLLRDHUP)
                .add("EPOLLEXCLUSIVE", Epoll.EPOLLEXCLUSIVE)
                .add("EPOLLWAKEUP", Epoll.EPOLLWAKEUP)
                .add("EPOLLONESHOT", Epoll.EPOLLONESHOT)
                .add("EPOLLET", Epoll.EPOLLET);
    }

    /** The flags that are added to the type of a socket. */
    static ValueNames socketFlags() {
        return ValueNames.flags("").add("SOCK_CLOEXEC", Socket.SOCK_CLOEXEC).add("SOCK_NONBLOCK", Socket.SOCK_NONBLOCK);
    }

    /** The types of sockets. */
    static ValueNames socketTypes() {
        return ValueNames.choice()
                .add("SOCK_STREAM", Socket.SOCK_STREAM)
                .add("SOCK_DGRAM", Socket.SOCK_DGRAM)
                .add("SOCK_RAW", Socket.SOCK_RAW)
                .add("SOCK_SEQPACKET", Socket.SOCK_SEQPACKET);
    }

    /** The commands of futex(2) without their flags. */
    static ValueNames futexCommands() {
        return ValueNames.choice()
                .add("FUTEX_WAIT", Futex.FUTEX_WAIT)
                .add("FUTEX_WAKE", Futex.FUTEX_WAKE)
                .add("FUTEX_FD", Futex.FUTEX_FD)
                .add("FUTEX_REQUEUE", Futex.FUTEX_REQUEUE)
                .add("FUTEX_CMP_REQUEUE", Futex.FUTEX_CMP_REQUEUE)
                .add("FUTEX_WAKE_OP", Futex.FUTEX_WAKE_OP)
                .add("FUTEX_LOCK_PI", Futex.FUTEX_LOCK_PI)
                .add("FUTEX_UNLOCK_PI", Futex.FUTEX_UNLOCK_PI)
                .add("FUTEX_TRYLOCK_PI", Futex.FUTEX_TRYLOCK_PI)
                .add("FUTEX_WAIT_BITSET", Futex.FUTEX_WAIT_BITSET)
                .add("FUTEX_WAKE_BITSET", Futex.FUTEX_WAKE_BITSET)
                .add("FUTEX_WAIT_REQUEUE_PI", Futex.FUTEX_WAIT_REQUEUE_PI)
                .add("FUTEX_CMP_REQUEUE_PI", Futex.FUTEX_CMP_REQUEUE_PI)
                .add("FUTEX_LOCK_PI2", Futex.FUTEX_LOCK_PI2);
    }
}
