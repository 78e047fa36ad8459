package io.tombolo.core.ipc;

import io.tombolo.core.Credentials;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.abi.layout.IpcPermLayout;
import io.tombolo.core.spi.ErrnoException;
import java.nio.ByteBuffer;

/**
 * A segment, semaphore set or message queue as far as they are alike: key, owner, creator and mode, which are Linux's {@code
 * struct kern_ipc_perm}. Guarded by the lock of the table that it is in.
 */
public abstract class IpcObject {
    /** The permission bits of a mode. */
    private static final int PERMISSIONS = 0777;

    private static final int OWNER_SHIFT = 6;
    private static final int GROUP_SHIFT = 3;
    private static final int OTHERS = 7;

    private final int creatorUser;
    private final int creatorGroup;
    private int key;
    private int user;
    private int group;
    private int mode;
    private int id = -1;

    /**
     * Made for whoever asks for it.
     *
     * @param key by which others find it; {@code IPC_PRIVATE} for not at all
     * @param flags of the call that makes it; the low nine bits become the mode
     */
    protected IpcObject(Credentials creator, int key, int flags) {
        this.key = key;
        this.creatorUser = creator.effectiveUser();
        this.creatorGroup = creator.effectiveGroup();
        this.user = creatorUser;
        this.group = creatorGroup;
        this.mode = flags & PERMISSIONS;
    }

    /** The key; {@code IPC_PRIVATE} if it has none, or has none any more. */
    public final int key() {
        return key;
    }

    /** The identifier; -1 until it is in a table. */
    public final int id() {
        return id;
    }

    /** The number that tells apart those that had the same slot: {@code ipc_perm.seq}. */
    public final int sequence() {
        return id >>> IpcTable.SLOT_BITS;
    }

    /** Permissions, and flags of the object's kind above them. */
    public final int mode() {
        return mode;
    }

    /** Sets and clears flags of the object's kind in the mode. */
    public final void setModeFlags(int set, int clear) {
        mode = (mode & ~clear) | set;
    }

    /** The owner. */
    public final int user() {
        return user;
    }

    /** The owner's group. */
    public final int group() {
        return group;
    }

    /** Who made it. */
    public final int creatorUser() {
        return creatorUser;
    }

    /** The group of who made it. */
    public final int creatorGroup() {
        return creatorGroup;
    }

    void enter(int newId) {
        id = newId;
    }

    void forgetKey() {
        key = Ipc.IPC_PRIVATE;
    }

    /**
     * Whether somebody may have an access: {@code ipcperms}.
     *
     * @param wanted permission bits of any of the three classes, such as {@code SHM_R} or the mode given to shmget(2)
     */
    public final boolean permits(Credentials who, int wanted) {
        int requested = wanted >> OWNER_SHIFT | wanted >> GROUP_SHIFT | wanted;
        int granted = mode;
        if (isOwner(who)) {
            granted >>= OWNER_SHIFT;
        } else if (inFileSystemGroup(who, creatorGroup) || inFileSystemGroup(who, group)) {
            granted >>= GROUP_SHIFT;
        }
        return (requested & ~granted & OTHERS) == 0 || who.privileged();
    }

    private boolean isOwner(Credentials who) {
        return who.effectiveUser() == creatorUser || who.effectiveUser() == user;
    }

    private static boolean inFileSystemGroup(Credentials who, int group) {
        return group == who.fileSystemGroup() || who.supplementaryGroups().contains(group);
    }

    /** Throws {@code EACCES} unless {@link #permits}. */
    public final void requireAccess(Credentials who, int wanted) {
        if (!permits(who, wanted)) {
            throw ErrnoException.of(Errno.EACCES);
        }
    }

    /** Throws {@code EPERM} unless somebody may change or remove the object: {@code ipcctl_obtain_check}. */
    public final void requireOwner(Credentials who) {
        if (!isOwner(who) && !who.privileged()) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /**
     * Changes owner and permissions, as {@code IPC_SET} does: {@code ipc_update_perm}.
     *
     * @param permissions {@code struct ipc64_perm}, from its beginning, in the guest's byte order
     * @throws ErrnoException {@code EINVAL} for an identity of -1
     */
    public final void setOwner(ByteBuffer permissions) {
        int newUser = permissions.getInt(IpcPermLayout.UID);
        int newGroup = permissions.getInt(IpcPermLayout.GID);
        if (newUser == -1 || newGroup == -1) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        user = newUser;
        group = newGroup;
        mode = (mode & ~PERMISSIONS) | (permissions.getInt(IpcPermLayout.MODE) & PERMISSIONS);
    }

    /** Writes {@code struct ipc64_perm} at the beginning of a buffer in the guest's byte order. */
    public final void putPermissions(ByteBuffer to) {
        to.putInt(IpcPermLayout.KEY, key);
        to.putInt(IpcPermLayout.UID, user);
        to.putInt(IpcPermLayout.GID, group);
        to.putInt(IpcPermLayout.CUID, creatorUser);
        to.putInt(IpcPermLayout.CGID, creatorGroup);
        to.putInt(IpcPermLayout.MODE, mode);
        to.putShort(IpcPermLayout.SEQ, (short) sequence());
    }
}
