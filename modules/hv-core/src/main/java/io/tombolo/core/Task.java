package io.tombolo.core;

import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.SystemCallGate;
import io.tombolo.core.spi.TraceState;
import io.tombolo.core.spi.VirtualCpu;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A guest thread: a vCPU, the host thread that runs it, and what Linux keeps for each thread. Fields without a lock of
 * their own belong to the task's thread.
 *
 * <p>Waking. {@link #interrupt} may come from any thread: it makes the vCPU leave guest code and wakes the host wait that
 * the task has announced by {@link #beginWait}. A wait that finds {@link #interrupted} true must not start.
 */
public final class Task {
    /** No deadline. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Nanoseconds by which a wait may be late ({@code PR_SET_TIMERSLACK}). */
    public static final long DEFAULT_TIMER_SLACK = 50_000;

    private final Process process;
    private final VirtualCpu cpu;
    private final GuestBuffer buffer;
    private final TaskSignals signals;
    private final AtomicInteger work = new AtomicInteger();
    private volatile int tid;
    private volatile @Nullable Runnable waker;
    private volatile @Nullable Thread thread;
    private volatile ProcessMemory memory;
    private volatile FileTable files;
    private volatile FileSystemContext fileSystem;
    private volatile Credentials credentials;
    private volatile String name = "";
    private volatile long clearChildTid;
    private volatile long robustList;
    private volatile boolean exiting;
    private volatile boolean waiting;
    private long systemCallArgument;
    private int systemCall = -1;
    private @Nullable Restart restart;
    private volatile @Nullable VforkWait vfork;
    private volatile int exitStatus;
    private long systemCallResult;
    private volatile @Nullable SystemCallGate gate;
    private volatile @Nullable TraceState trace;
    private volatile Scheduling scheduling = Scheduling.ORDINARY;
    private volatile boolean noNewPrivileges;
    private volatile int parentDeathSignal;
    private volatile int hostThread;
    private volatile long hostThreadTime;
    private volatile long timerSlack = DEFAULT_TIMER_SLACK;

    /** Made by the process manager; takes over the references it is given. */
    public Task(
            Process process,
            int tid,
            VirtualCpu cpu,
            ProcessMemory memory,
            FileTable files,
            FileSystemContext fileSystem,
            Credentials credentials) {
        this.process = process;
        this.tid = tid;
        this.cpu = cpu;
        this.memory = memory;
        this.files = files;
        this.fileSystem = fileSystem;
        this.credentials = credentials;
        this.buffer = new GuestBuffer(cpu.memory());
        this.signals = new TaskSignals(this);
    }

    /** The process that it belongs to. */
    public Process process() {
        return process;
    }

    /** The kernel. */
    public Kernel kernel() {
        return process.kernel();
    }

    /** The thread identifier; equals the pid for the first task of a process. */
    public int tid() {
        return tid;
    }

    void setTid(int to) {
        tid = to;
    }

    /** Its vCPU. */
    public VirtualCpu cpu() {
        return cpu;
    }

    /** The accessor for the guest memory of this task, on its own thread. */
    public GuestMemory guest() {
        return cpu.memory();
    }

    /** The task's transfer buffer, emptied; valid until the next call of this method. */
    public GuestBuffer buffer() {
        return buffer.reset(cpu.memory());
    }

    /** Its memory. */
    public ProcessMemory memory() {
        return memory;
    }

    /** Changes its memory, as {@code execve} does; the caller moves the references and attaches the vCPU. */
    public void setMemory(ProcessMemory to) {
        memory = to;
    }

    /** Its descriptors. */
    public FileTable files() {
        return files;
    }

    /** Changes its descriptor table, as unshare(2) and {@code execve} do; the caller moves the references. */
    public void setFiles(FileTable to) {
        files = to;
    }

    /** Its root, working directory and umask. */
    public FileSystemContext fileSystem() {
        return fileSystem;
    }

    /** Changes the context; the caller moves the references. */
    public void setFileSystem(FileSystemContext to) {
        fileSystem = to;
    }

    /** Its identities. */
    public Credentials credentials() {
        return credentials;
    }

    /** Changes its identities. */
    public void setCredentials(Credentials to) {
        credentials = to;
    }

    /** {@code comm}: at most 15 bytes. */
    public String name() {
        return name;
    }

    /** Sets {@code comm}, cut to 15 bytes. */
    public void setName(String to) {
        name = to.length() > 15 ? to.substring(0, 15) : to;
    }

    /** The signals of this task. */
    public TaskSignals signals() {
        return signals;
    }

    /** Where to store 0 and wake a futex when the task ends; 0 for nowhere. */
    public long clearChildTid() {
        return clearChildTid;
    }

    /** Sets the address; see set_tid_address(2). */
    public void setClearChildTid(long address) {
        clearChildTid = address;
    }

    /** The head of the robust futex list; 0 for none. */
    public long robustList() {
        return robustList;
    }

    /** Sets the head; see set_robust_list(2). */
    public void setRobustList(long head) {
        robustList = head;
    }

    /** Whether the task leaves its loop at the next chance. */
    public boolean exiting() {
        return exiting;
    }

    /** Makes the task leave its loop: it runs no guest code any more. */
    public void exit() {
        exiting = true;
        interrupt();
    }

    /** The host thread that runs the task; null before it starts. */
    public @Nullable Thread thread() {
        return thread;
    }

    /** Set by the runner. */
    public void setThread(Thread to) {
        thread = to;
    }

    /** The host's number of that thread, for its processor time; 0 before it runs. */
    public int hostThread() {
        return hostThread;
    }

    /** The processor time in nanoseconds that the thread had used before it ran the task. */
    public long hostThreadTime() {
        return hostThreadTime;
    }

    /** Set by the process manager on that thread. */
    public void setHostThread(int number, long timeBefore) {
        hostThreadTime = timeBefore;
        hostThread = number;
    }

    /** Says that {@code ProcessManager.beforeResume} has something to do, and wakes the task up. */
    public void interrupt() {
        work.incrementAndGet();
        cpu.kick();
        Runnable wake = waker;
        if (wake != null) {
            wake.run();
        }
    }

    /** Whether there is pending work: an unblocked signal, a stop, an exit. A blocking call answers a restart code then. */
    public boolean interrupted() {
        return work.get() != 0;
    }

    /** The same, as the runner sees it. */
    public boolean hasPendingWork() {
        return work.get() != 0;
    }

    /** Called by the process manager before it looks for work; what comes later sets it again. */
    public void clearPendingWork() {
        work.set(0);
    }

    /**
     * Announces a host wait that {@code wake} ends from any thread. To be followed by a test of {@link #interrupted} before
     * the wait begins, and by {@link #endWait} in a finally block. {@code wake} may be run more than once, and must make
     * a wait that has not yet begun return at once. It must not block or take a lock: signals are sent under the kernel's.
     */
    public void beginWait(Runnable wake) {
        waiting = true;
        waker = wake;
    }

    /** Ends the announcement. */
    public void endWait() {
        waker = null;
        waiting = false;
    }

    /**
     * Waits on the task's own thread until a condition holds. Whoever makes it hold calls {@link #wake}.
     *
     * @param deadline a time of {@link System#nanoTime}, or {@link #FOREVER}
     * @return whether it holds; if not, the task is interrupted or the deadline has passed
     */
    public boolean await(BooleanSupplier condition, long deadline) {
        return awaitUnless(this::interrupted, condition, deadline);
    }

    /** As {@link #await}, but only a fatal signal ends the wait early. */
    public boolean awaitKillable(BooleanSupplier condition) {
        return awaitUnless(this::exiting, condition, FOREVER);
    }

    private boolean awaitUnless(BooleanSupplier broken, BooleanSupplier condition, long deadline) {
        beginWait(this::wake);
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline == FOREVER ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (broken.getAsBoolean() || left <= 0) {
                    return false;
                }
                park(left);
            }
            return true;
        } finally {
            endWait();
        }
    }

    private void park(long nanoseconds) {
        if (nanoseconds == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanoseconds);
        }
    }

    /** Makes an {@link #await} of this task test its condition again. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Whether the task waits in a system call: state S in {@code /proc/PID/stat}, else R. */
    public boolean waiting() {
        return waiting;
    }

    /** The number of the system call in progress or to be restarted; -1 if the task did not come from one. */
    public int systemCall() {
        return systemCall;
    }

    /** Remembers the system call in progress and its first argument, which the result overwrites on AArch64. */
    public void enterSystemCall(int number, long firstArgument) {
        systemCall = number;
        systemCallArgument = firstArgument;
    }

    /** Remembers what it answered. */
    public void leaveSystemCall(long result) {
        systemCallResult = result;
    }

    /** Forgets the system call: it is not restarted any more. */
    public void forgetSystemCall() {
        systemCall = -1;
    }

    /** The first argument of the system call in progress. */
    public long systemCallArgument() {
        return systemCallArgument;
    }

    /** What the last system call answered: a value, a negated errno or a negated restart code. */
    public long systemCallResult() {
        return systemCallResult;
    }

    /** How a system call that answers {@code ERESTART_RESTARTBLOCK} goes on; null for none. Belongs to the task's thread. */
    public @Nullable Restart restart() {
        return restart;
    }

    /** Sets how it goes on: restart_syscall(2) calls it if no handler ran meanwhile. */
    public void setRestart(@Nullable Restart to) {
        restart = to;
    }

    /** The rest of an interrupted system call, such as a sleep with the time that is left. */
    @FunctionalInterface
    public interface Restart {
        /** Goes on, and answers as the call itself would have. */
        long resume(Task task);
    }

    /** What stands around its system calls; null for nothing. */
    public @Nullable SystemCallGate gate() {
        return gate;
    }

    /** Sets it; in force from the next system call on. */
    public void setGate(@Nullable SystemCallGate to) {
        gate = to;
    }

    /** How another process traces it; null if none does. */
    public @Nullable TraceState trace() {
        return trace;
    }

    /** Set by ptrace(2). */
    public void setTrace(@Nullable TraceState to) {
        trace = to;
    }

    /** How it asked to be scheduled. */
    public Scheduling scheduling() {
        return scheduling;
    }

    /** Sets it. */
    public void setScheduling(Scheduling to) {
        scheduling = to;
    }

    /** Whether {@code execve} gives it no privileges that it does not have ({@code PR_SET_NO_NEW_PRIVS}). */
    public boolean noNewPrivileges() {
        return noNewPrivileges;
    }

    /** Sets it, for good. */
    public void setNoNewPrivileges() {
        noNewPrivileges = true;
    }

    /** What its process gets when the task ends that made it; 0 for nothing ({@code PR_SET_PDEATHSIG}). */
    public int parentDeathSignal() {
        return parentDeathSignal;
    }

    /** Sets it. */
    public void setParentDeathSignal(int signal) {
        parentDeathSignal = signal;
    }

    /** Nanoseconds by which its waits may be late. */
    public long timerSlack() {
        return timerSlack;
    }

    /** Sets it. */
    public void setTimerSlack(long nanoseconds) {
        timerSlack = nanoseconds;
    }

    /** Takes over what a new task inherits of its maker's settings. */
    public void inherit(Task maker) {
        name = maker.name;
        scheduling = maker.scheduling.fork();
        noNewPrivileges = maker.noNewPrivileges;
        timerSlack = maker.timerSlack;
        signals.inherit(maker.signals);
    }

    /** Who waits until this task has left its parent's memory alone; null if nobody does. */
    public @Nullable VforkWait vfork() {
        return vfork;
    }

    /** Set by clone(2) with {@code CLONE_VFORK}. */
    public void setVfork(@Nullable VforkWait to) {
        vfork = to;
    }

    /** What the task itself ended with, in the form of wait(2). */
    public int exitStatus() {
        return exitStatus;
    }

    /** Ends this task alone, as exit(2). */
    public void exit(int status) {
        exitStatus = status;
        exit();
    }

    @Override
    public String toString() {
        return "task " + tid + " (" + name + ")";
    }
}
