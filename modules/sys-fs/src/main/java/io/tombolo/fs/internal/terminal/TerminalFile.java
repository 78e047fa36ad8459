package io.tombolo.fs.internal.terminal;

import io.tombolo.core.Task;
import io.tombolo.core.Terminal;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.Signal;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.StreamFile;
import io.tombolo.fs.internal.path.Mount;

/** A terminal: data and modes are the host device's, sessions and process groups the guest's. */
class TerminalFile extends StreamFile {
    private final TerminalDevice device;
    private final String path;

    TerminalFile(HostFiles files, Mount mount, int descriptor, int flags, TerminalDevice device, String path) {
        super(files, mount, descriptor, flags, false);
        this.device = device;
        this.path = path;
    }

    @Override
    public String description() {
        return path.isEmpty() ? super.description() : path;
    }

    @Override
    protected void beforeRead(Task task) {
        device.jobs().checkAccess(task, Signal.SIGTTIN);
    }

    @Override
    protected void beforeWrite(Task task) {
        if (stopsBackgroundOutput(task)) {
            device.jobs().checkAccess(task, Signal.SIGTTOU);
        }
    }

    /** {@code TOSTOP} matters only to a group in the background, so the modes are asked for only then. */
    private boolean stopsBackgroundOutput(Task task) {
        Terminal jobs = device.jobs();
        return jobs.controls(task.process())
                && jobs.foregroundGroup(task.process())
                        != task.process().family().group().id()
                && TerminalModes.of(host(), hostDescriptor()).stopsBackgroundOutput();
    }

    @Override
    public long ioctl(Task task, int request, long argument) {
        Terminal jobs = device.jobs();
        switch (request) {
            case Ioctls.TIOCSCTTY -> jobs.attach(task.process());
            case Ioctls.TIOCNOTTY -> jobs.detach(task.process());
            case Ioctls.TIOCGPGRP -> task.guest().putInt(argument, jobs.foregroundGroup(task.process()));
            case Ioctls.TIOCSPGRP -> jobs.setForegroundGroup(task, task.guest().getInt(argument));
            case Ioctls.TIOCGSID -> task.guest().putInt(argument, jobs.sessionId(task.process()));
            case Ioctls.TIOCSWINSZ -> resize(task, argument);
            default -> {
                if (changesSettings(request)) {
                    jobs.checkAccess(task, Signal.SIGTTOU);
                }
                return super.ioctl(task, request, argument);
            }
        }
        return 0;
    }

    private static boolean changesSettings(int request) {
        return switch (request) {
            case Ioctls.TCSETS,
                    Ioctls.TCSETSW,
                    Ioctls.TCSETSF,
                    Ioctls.TCSETS2,
                    Ioctls.TCSETSW2,
                    Ioctls.TCSETSF2,
                    Ioctls.TCSBRK,
                    Ioctls.TCXONC,
                    Ioctls.TCFLSH -> true;
            default -> false;
        };
    }

    /** The device tells its host processes of a new size; of the guest's it knows nothing. */
    private void resize(Task task, long argument) {
        long before = TerminalModes.windowSize(host(), hostDescriptor());
        super.ioctl(task, Ioctls.TIOCSWINSZ, argument);
        if (!device.standard() && TerminalModes.windowSize(host(), hostDescriptor()) != before) {
            device.jobs().signalForeground(Signal.SIGWINCH);
        }
    }

    /** The device. */
    final TerminalDevice device() {
        return device;
    }
}
