package io.tombolo.core;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Job control of one terminal: the session that it controls and that session's foreground process group. What a terminal
 * file needs for the ioctls of ioctl_tty(2); data and modes are the file's own. The rules are those of {@code
 * drivers/tty/tty_jobctrl.c}. Thread-safe; guarded by the monitor of {@link ProcessTable}.
 */
public final class Terminal {
    private final ProcessTable table;
    private @Nullable Session session;
    private @Nullable ProcessGroup foreground;

    /** A terminal that controls no session. */
    public Terminal(ProcessTable table) {
        this.table = table;
    }

    /** Whether it is the controlling terminal of a process. */
    public boolean controls(Process process) {
        return process.session().terminal() == this;
    }

    /**
     * {@code TIOCSCTTY}: becomes the controlling terminal of the caller's session.
     *
     * @throws ErrnoException {@code EPERM} if the caller is no session leader, or has one already, or the terminal has a
     *     session already
     */
    public void attach(Process caller) {
        synchronized (table) {
            Session own = caller.session();
            if (own == session && own.id() == caller.pid()) {
                return;
            }
            if (own.id() != caller.pid() || own.terminal() != null || session != null) {
                throw ErrnoException.of(Errno.EPERM);
            }
            session = own;
            foreground = caller.family().group();
            own.setTerminal(this);
        }
    }

    /** Opening a terminal without {@code O_NOCTTY}: attaches it where {@link #attach} would, and else does nothing. */
    public void attachOnOpen(Process caller) {
        synchronized (table) {
            Session own = caller.session();
            if (own.id() == caller.pid() && own.terminal() == null && session == null) {
                attach(caller);
            }
        }
    }

    /**
     * {@code TIOCNOTTY}: gives the terminal up. If the caller leads the session, the foreground group gets SIGHUP and SIGCONT.
     *
     * @throws ErrnoException {@code ENOTTY} if it does not control the caller
     */
    public void detach(Process caller) {
        synchronized (table) {
            requireControl(caller);
        }
        if (caller.session().id() == caller.pid()) {
            sessionEnds();
        }
    }

    /** The session leader is gone, or the terminal itself: hangs up the foreground group and lets the session go. */
    public void sessionEnds() {
        ProcessGroup group;
        synchronized (table) {
            group = foreground;
            foreground = null;
            if (session != null) {
                session.setTerminal(null);
                session = null;
            }
        }
        if (group != null) {
            group.send(SignalInfo.fromKernel(Signal.SIGHUP));
            group.send(SignalInfo.fromKernel(Signal.SIGCONT));
        }
    }

    /**
     * {@code TIOCGPGRP}.
     *
     * @return the foreground group's number; 0 if there is none
     * @throws ErrnoException {@code ENOTTY}
     */
    public int foregroundGroup(Process caller) {
        synchronized (table) {
            requireControl(caller);
            return foreground == null ? 0 : foreground.id();
        }
    }

    /**
     * {@code TIOCSPGRP}. A caller in the background gets SIGTTOU first, unless it blocks or ignores that.
     *
     * @throws ErrnoException {@code ENOTTY}, {@code EINVAL}, {@code ESRCH}, {@code EPERM}, {@code EIO}, or a restart code
     */
    public void setForegroundGroup(Task caller, int id) {
        checkAccess(caller, Signal.SIGTTOU);
        synchronized (table) {
            requireControl(caller.process());
            if (id < 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            ProcessGroup group = table.group(id);
            if (group == null) {
                throw ErrnoException.of(Errno.ESRCH);
            }
            if (group.session() != session) {
                throw ErrnoException.of(Errno.EPERM);
            }
            foreground = group;
        }
    }

    /**
     * {@code TIOCGSID}.
     *
     * @throws ErrnoException {@code ENOTTY}
     */
    public int sessionId(Process caller) {
        synchronized (table) {
            requireControl(caller);
            return caller.session().id();
        }
    }

    private void requireControl(Process caller) {
        if (session == null || caller.session() != session) {
            throw ErrnoException.of(Errno.ENOTTY);
        }
    }

    /**
     * To be called before a task reads ({@code SIGTTIN}), changes settings, or writes with {@code TOSTOP} ({@code SIGTTOU}):
     * a background group of the session is stopped by that signal.
     *
     * @throws ErrnoException {@code EIO} if it cannot be stopped; a restart code once the signal was sent
     */
    public void checkAccess(Task task, int signal) {
        ProcessGroup group;
        synchronized (table) {
            group = task.process().family().group();
            if (!controls(task.process()) || foreground == null || group == foreground) {
                return;
            }
            if (ignores(task, signal)) {
                if (signal == Signal.SIGTTIN) {
                    throw ErrnoException.of(Errno.EIO);
                }
                return;
            }
            if (group.orphaned()) {
                throw ErrnoException.of(Errno.EIO);
            }
        }
        group.send(SignalInfo.fromKernel(signal));
        throw ErrnoException.of(RestartCode.ERESTARTSYS);
    }

    private static boolean ignores(Task task, int signal) {
        return SignalSet.has(task.signals().blocked(), signal)
                || task.process().signals().actions().get(signal).ignores();
    }

    /**
     * Sends a signal to the foreground group: what a line discipline does on Ctrl-C or a change of the window's size.
     *
     * @return whether there was one
     */
    public boolean signalForeground(int signal) {
        ProcessGroup group;
        synchronized (table) {
            group = foreground;
        }
        if (group == null) {
            return false;
        }
        group.send(SignalInfo.fromKernel(signal));
        return true;
    }
}
