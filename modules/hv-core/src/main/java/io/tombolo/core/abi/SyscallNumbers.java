package io.tombolo.core.abi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of the system calls of Linux 6 by name and the names by number, for each architecture. Tables are made when first asked for.
 * The rows are printed by {@code src/build/syscall-numbers.sh} from the kernel's headers.
 */
public final class SyscallNumbers {
    /** What {@link #number} answers for a name that the architecture does not have. */
    public static final int NONE = -1;

    private final String[] names;
    private final Map<String, Integer> numbers;

    private SyscallNumbers(String rows) {
        String[] byNumber = new String[512];
        Map<String, Integer> byName = HashMap.newHashMap(400);
        int limit = 0;
        for (int start = 0; start < rows.length(); ) {
            int end = rows.indexOf('\n', start);
            limit = readRow(rows, start, end, byNumber, byName);
            start = end + 1;
        }
        this.names = Arrays.copyOf(byNumber, limit);
        this.numbers = byName;
    }

    /** Reads "number name name ..." and returns the number after the last. */
    private static int readRow(String rows, int start, int end, String[] byNumber, Map<String, Integer> byName) {
        int space = rows.indexOf(' ', start);
        int number = Integer.parseInt(rows, start, space, 10);
        for (int from = space + 1; from < end; ) {
            int next = rows.indexOf(' ', from);
            int to = next < 0 || next > end ? end : next;
            String name = rows.substring(from, to);
            byNumber[number] = name;
            byName.put(name, number);
            number++;
            from = to + 1;
        }
        return number;
    }

    /** {@return the table of an architecture} */
    public static SyscallNumbers of(Architecture architecture) {
        return switch (architecture) {
            case AARCH64 -> Aarch64.TABLE;
            case X86_64 -> X8664.TABLE;
        };
    }

    /** {@return the number of the system call, or {@link #NONE}} */
    public int number(String name) {
        return numbers.getOrDefault(name, NONE);
    }

    /** {@return the name of the system call with that number, or nothing where the architecture has none} */
    public Optional<String> name(int number) {
        return number < 0 || number >= names.length ? Optional.empty() : Optional.ofNullable(names[number]);
    }

    /** {@return one more than the largest number} */
    public int limit() {
        return names.length;
    }

    private static final class Aarch64 {
        static final SyscallNumbers TABLE = new SyscallNumbers("""
            0 io_setup io_destroy io_submit io_cancel io_getevents setxattr lsetxattr fsetxattr getxattr lgetxattr
            10 fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr getcwd lookup_dcookie
            19 eventfd2 epoll_create1 epoll_ctl epoll_pwait dup dup3 fcntl inotify_init1 inotify_add_watch inotify_rm_watch
            29 ioctl ioprio_set ioprio_get flock mknodat mkdirat unlinkat symlinkat linkat renameat umount2 mount
            41 pivot_root nfsservctl statfs fstatfs truncate ftruncate fallocate faccessat chdir fchdir chroot fchmod
            53 fchmodat fchownat fchown openat close vhangup pipe2 quotactl getdents64 lseek read write readv writev
            67 pread64 pwrite64 preadv pwritev sendfile pselect6 ppoll signalfd4 vmsplice splice tee readlinkat newfstatat
            80 fstat sync fsync fdatasync sync_file_range timerfd_create timerfd_settime timerfd_gettime utimensat
            89 acct capget capset personality exit exit_group waitid set_tid_address unshare futex set_robust_list
            100 get_robust_list nanosleep getitimer setitimer kexec_load init_module delete_module timer_create timer_gettime
            109 timer_getoverrun timer_settime timer_delete clock_settime clock_gettime clock_getres clock_nanosleep
            116 syslog ptrace sched_setparam sched_setscheduler sched_getscheduler sched_getparam sched_setaffinity
            123 sched_getaffinity sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval
            128 restart_syscall kill tkill tgkill sigaltstack rt_sigsuspend rt_sigaction rt_sigprocmask rt_sigpending
            137 rt_sigtimedwait rt_sigqueueinfo rt_sigreturn setpriority getpriority reboot setregid setgid setreuid
            146 setuid setresuid getresuid setresgid getresgid setfsuid setfsgid times setpgid getpgid getsid setsid
            158 getgroups setgroups uname sethostname setdomainname getrlimit setrlimit getrusage umask prctl getcpu
            169 gettimeofday settimeofday adjtimex getpid getppid getuid geteuid getgid getegid gettid sysinfo mq_open
            181 mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr msgget msgctl msgrcv msgsnd semget
            191 semctl semtimedop semop shmget shmctl shmat shmdt socket socketpair bind listen accept connect getsockname
            205 getpeername sendto recvfrom setsockopt getsockopt shutdown sendmsg recvmsg readahead brk munmap mremap
            217 add_key request_key keyctl clone execve mmap fadvise64 swapon swapoff mprotect msync mlock munlock
            230 mlockall munlockall mincore madvise remap_file_pages mbind get_mempolicy set_mempolicy migrate_pages
            239 move_pages rt_tgsigqueueinfo perf_event_open accept4 recvmmsg
            260 wait4 prlimit64 fanotify_init fanotify_mark name_to_handle_at open_by_handle_at clock_adjtime syncfs
            268 setns sendmmsg process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2
            277 seccomp getrandom memfd_create bpf execveat userfaultfd membarrier mlock2 copy_file_range preadv2
            287 pwritev2 pkey_mprotect pkey_alloc pkey_free statx io_pgetevents rseq kexec_file_load
            424 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig
            432 fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2
            442 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret
            448 process_mrelease futex_waitv set_mempolicy_home_node cachestat fchmodat2 map_shadow_stack futex_wake
            455 futex_wait futex_requeue statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules
            462 mseal setxattrat getxattrat listxattrat removexattrat open_tree_attr file_getattr file_setattr
            """);
    }

    private static final class X8664 {
        static final SyscallNumbers TABLE = new SyscallNumbers("""
            0 read write open close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask
            15 rt_sigreturn ioctl pread64 pwrite64 readv writev access pipe select sched_yield mremap msync mincore
            28 madvise shmget shmat shmctl dup dup2 pause nanosleep getitimer alarm setitimer getpid sendfile socket
            42 connect accept sendto recvfrom sendmsg recvmsg shutdown bind listen getsockname getpeername socketpair
            54 setsockopt getsockopt clone fork vfork execve exit wait4 kill uname semget semop semctl shmdt msgget
            69 msgsnd msgrcv msgctl fcntl flock fsync fdatasync truncate ftruncate getdents getcwd chdir fchdir rename
            83 mkdir rmdir creat link unlink symlink readlink chmod fchmod chown fchown lchown umask gettimeofday
            97 getrlimit getrusage sysinfo times ptrace getuid syslog getgid setuid setgid geteuid getegid setpgid
            110 getppid getpgrp setsid setreuid setregid getgroups setgroups setresuid getresuid setresgid getresgid
            121 getpgid setfsuid setfsgid getsid capget capset rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend
            131 sigaltstack utime mknod uselib personality ustat statfs fstatfs sysfs getpriority setpriority sched_setparam
            143 sched_getparam sched_setscheduler sched_getscheduler sched_get_priority_max sched_get_priority_min
            148 sched_rr_get_interval mlock munlock mlockall munlockall vhangup modify_ldt pivot_root _sysctl prctl
            158 arch_prctl adjtimex setrlimit chroot sync acct settimeofday mount umount2 swapon swapoff reboot sethostname
            171 setdomainname iopl ioperm create_module init_module delete_module get_kernel_syms query_module quotactl
            180 nfsservctl getpmsg putpmsg afs_syscall tuxcall security gettid readahead setxattr lsetxattr fsetxattr
            191 getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr
            200 tkill time futex sched_setaffinity sched_getaffinity set_thread_area io_setup io_destroy io_getevents
            209 io_submit io_cancel get_thread_area lookup_dcookie epoll_create epoll_ctl_old epoll_wait_old remap_file_pages
            217 getdents64 set_tid_address restart_syscall semtimedop fadvise64 timer_create timer_settime timer_gettime
            225 timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep exit_group
            232 epoll_wait epoll_ctl tgkill utimes vserver mbind set_mempolicy get_mempolicy mq_open mq_unlink mq_timedsend
            243 mq_timedreceive mq_notify mq_getsetattr kexec_load waitid add_key request_key keyctl ioprio_set ioprio_get
            253 inotify_init inotify_add_watch inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat futimesat
            262 newfstatat unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare
            273 set_robust_list get_robust_list splice tee sync_file_range vmsplice move_pages utimensat epoll_pwait
            282 signalfd timerfd_create eventfd fallocate timerfd_settime timerfd_gettime accept4 signalfd4 eventfd2
            291 epoll_create1 dup3 pipe2 inotify_init1 preadv pwritev rt_tgsigqueueinfo perf_event_open recvmmsg fanotify_init
            301 fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns getcpu
            310 process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2 seccomp
            318 getrandom memfd_create kexec_file_load bpf execveat userfaultfd membarrier mlock2 copy_file_range
            327 preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx io_pgetevents rseq
            424 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig
            432 fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2
            442 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret
            448 process_mrelease futex_waitv set_mempolicy_home_node cachestat fchmodat2 map_shadow_stack futex_wake
            455 futex_wait futex_requeue statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules
            462 mseal setxattrat getxattrat listxattrat removexattrat open_tree_attr file_getattr file_setattr
            """);
    }
}
