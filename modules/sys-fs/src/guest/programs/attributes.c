/* stat, statx, chmod, chown, utimensat, access, truncate, fallocate, xattrs, statfs: results and errors. */
#include "say.h"
#include <linux/falloc.h>
#include <sys/statfs.h>
#include <sys/xattr.h>

#define TRY(call) try(#call, (errno = 0, (long)(call)))
static long try(const char *text, long value) {
    say("%s: %s", text, result(value));
    return value;
}
static void make(const char *name) { close(open(name, O_CREAT | O_RDWR, 0644)); }
static int faccessat2_(int dir, const char *path, int mode, int flags) {
    return syscall(439, dir, path, mode, flags);
}
static int fchmodat2_(int dir, const char *path, int mode, int flags) { return syscall(452, dir, path, mode, flags); }
static int utimens(int dir, const char *path, long as, long an, long ms, long mn, int flags) {
    struct timespec times[2] = {{as, an}, {ms, mn}};
    return syscall(SYS_utimensat, dir, path, times, flags);
}
static void mode(const char *path) {
    struct stat status;
    if (lstat(path, &status) == 0)
        say("  %o %d:%d %lld %ld.%09ld %ld.%09ld", status.st_mode, status.st_uid, status.st_gid,
            S_ISREG(status.st_mode) ? (long long)status.st_size : 0, status.st_atim.tv_sec > 1700000000 ? 0 : status.st_atim.tv_sec,
            status.st_atim.tv_sec > 1700000000 ? 0 : status.st_atim.tv_nsec,
            status.st_mtim.tv_sec > 1700000000 ? 0 : status.st_mtim.tv_sec,
            status.st_mtim.tv_sec > 1700000000 ? 0 : status.st_mtim.tv_nsec);
}

int main(void) {
    struct stat status;
    struct statx x;
    char buffer[256], long_name[300];
    memset(long_name, 'n', sizeof long_name);
    long_name[256] = 0;
    umask(022);
    make("file");
    mkdir("dir", 0755);
    symlink("file", "link");
    symlink("nothing", "dangling");
    symlink("loop", "loop");
    mkfifo("fifo", 0600);
    int file = open("file", O_RDWR), reader = open("file", O_RDONLY), path = open("file", O_PATH);
    int dir = open("dir", O_RDONLY), link = open("link", O_PATH | O_NOFOLLOW);
    int pipes[2];
    pipe(pipes);

    TRY(stat("missing", &status));
    TRY(stat("", &status));
    TRY(stat("file/x", &status));
    TRY(stat("file/", &status));
    TRY(stat("dir/", &status));
    TRY(stat("loop", &status));
    TRY(lstat("loop", &status));
    TRY(lstat("loop/", &status));
    TRY(stat("dangling", &status));
    TRY(lstat("dangling", &status));
    TRY(stat((char *)8, &status));
    TRY(stat("file", (struct stat *)8));
    TRY(stat(long_name, &status));
    TRY(fstat(99, &status));
    TRY(fstat(-1, &status));
    TRY(fstat(file, (struct stat *)8));
    TRY(fstatat(file, "x", &status, 0));
    TRY(fstatat(99, "x", &status, 0));
    TRY(fstatat(99, "/dev", &status, 0));
    TRY(fstatat(file, "", &status, 0));
    TRY(fstatat(file, "", &status, AT_EMPTY_PATH));
    TRY(fstatat(99, "", &status, AT_EMPTY_PATH));
    TRY(fstatat(AT_FDCWD, "", &status, AT_EMPTY_PATH));
    TRY(fstatat(pipes[0], "", &status, AT_EMPTY_PATH));
    TRY(syscall(SYS_newfstatat, AT_FDCWD, "file", &status, 1));
    TRY(syscall(SYS_newfstatat, AT_FDCWD, "file", &status, AT_SYMLINK_FOLLOW));
    TRY(syscall(SYS_newfstatat, AT_FDCWD, "file", &status, AT_NO_AUTOMOUNT));
    TRY(syscall(SYS_newfstatat, file, NULL, &status, AT_EMPTY_PATH));
    TRY(syscall(SYS_newfstatat, file, NULL, &status, 0));

    TRY(statx(AT_FDCWD, "file", 0, STATX_ALL, &x));
    say("  mask %#x mode %o links %d blksize %d", x.stx_mask & STATX_BASIC_STATS, x.stx_mode, x.stx_nlink, x.stx_blksize);
    TRY(statx(AT_FDCWD, "file", 0, 0, &x));
    TRY(statx(AT_FDCWD, "file", 0, STATX__RESERVED, &x));
    TRY(statx(AT_FDCWD, "file", 1, STATX_ALL, &x));
    TRY(statx(AT_FDCWD, "file", AT_STATX_SYNC_TYPE, STATX_ALL, &x));
    TRY(statx(AT_FDCWD, "file", AT_STATX_FORCE_SYNC, STATX_ALL, &x));
    TRY(statx(AT_FDCWD, "file", AT_STATX_DONT_SYNC, STATX_ALL, &x));
    TRY(statx(AT_FDCWD, "file", 0, STATX_ALL, (struct statx *)8));
    TRY(statx(AT_FDCWD, "", 0, STATX_ALL, &x));
    TRY(statx(file, "", AT_EMPTY_PATH, STATX_ALL, &x));
    TRY(statx(link, "", AT_EMPTY_PATH, STATX_ALL, &x));
    say("  mode %o", x.stx_mode);
    TRY(statx(99, "", AT_EMPTY_PATH, STATX_ALL, &x));
    TRY(statx(AT_FDCWD, "link", AT_SYMLINK_NOFOLLOW, STATX_ALL, &x));
    say("  mode %o size %d", x.stx_mode, (int)x.stx_size);
    TRY(statx(AT_FDCWD, "missing", 0, STATX_ALL, &x));

    TRY(chmod("file", 0));
    mode("file");
    TRY(chmod("file", 07777));
    mode("file");
    TRY(chmod("file", -1));
    mode("file");
    TRY(chmod("link", 0640));
    mode("file");
    mode("link");
    TRY(chmod("missing", 0600));
    TRY(chmod("dangling", 0600));
    TRY(chmod("file/x", 0600));
    TRY(chmod("", 0600));
    TRY(chmod("loop", 0600));
    TRY(chmod((char *)8, 0600));
    TRY(chmod(long_name, 0600));
    TRY(chmod("dir", 01755));
    mode("dir");
    TRY(fchmod(reader, 0600));
    mode("file");
    TRY(fchmod(99, 0600));
    TRY(fchmod(path, 0600));
    TRY(fchmod(pipes[0], 0600));
    TRY(fchmodat(99, "x", 0600, 0));
    TRY(fchmodat(file, "x", 0600, 0));
    TRY(fchmodat2_(AT_FDCWD, "link", 0600, AT_SYMLINK_NOFOLLOW));
    TRY(fchmodat2_(AT_FDCWD, "file", 0644, AT_SYMLINK_NOFOLLOW));
    TRY(fchmodat2_(path, "", 0600, AT_EMPTY_PATH));
    TRY(fchmodat2_(AT_FDCWD, "file", 0600, 1));
    TRY(chmod("/proc/missing", 0600));

    TRY(chown("file", -1, -1));
    TRY(chown("file", getuid(), getgid()));
    TRY(chown("missing", -1, -1));
    TRY(chown("file/x", -1, -1));
    TRY(chown("", -1, -1));
    TRY(chown("loop", -1, -1));
    TRY(chown("dangling", -1, -1));
    TRY(lchown("dangling", -1, -1));
    TRY(chown((char *)8, -1, -1));
    TRY(fchown(99, -1, -1));
    TRY(fchown(path, -1, -1));
    TRY(fchown(file, -1, -1));
    TRY(fchown(pipes[0], -1, -1));
    TRY(fchownat(AT_FDCWD, "file", -1, -1, 1));
    TRY(fchownat(file, "", -1, -1, AT_EMPTY_PATH));
    TRY(fchownat(path, "", -1, -1, AT_EMPTY_PATH));
    TRY(fchownat(file, "", -1, -1, 0));
    TRY(fchownat(99, "x", -1, -1, 0));
    chmod("file", 06755);
    TRY(chown("file", getuid(), -1));
    mode("file");
    chmod("file", 02745);
    TRY(chown("file", getuid(), -1));
    mode("file");

    TRY(utimens(AT_FDCWD, "file", 1, 2, 3, 4, 0));
    mode("file");
    TRY(utimens(AT_FDCWD, "file", 5, UTIME_OMIT, 6, 7, 0));
    mode("file");
    TRY(utimens(AT_FDCWD, "file", 8, 9, 0, UTIME_OMIT, 0));
    mode("file");
    TRY(utimens(AT_FDCWD, "file", 0, UTIME_NOW, 0, UTIME_OMIT, 0));
    TRY(utimens(AT_FDCWD, "file", 0, UTIME_OMIT, 0, UTIME_OMIT, 0));
    TRY(utimens(AT_FDCWD, "missing", 0, UTIME_OMIT, 0, UTIME_OMIT, 0));
    TRY(utimens(AT_FDCWD, "file", 1, -1, 1, 1, 0));
    TRY(utimens(AT_FDCWD, "file", 1, 1000000000, 1, 1, 0));
    TRY(utimens(AT_FDCWD, "file", 1, 1, 1, 999999999, 0));
    TRY(utimens(AT_FDCWD, "file", -1, 1, -2, 1, 0));
    mode("file");
    TRY(utimens(AT_FDCWD, "link", 11, 0, 12, 0, AT_SYMLINK_NOFOLLOW));
    mode("link");
    TRY(utimens(AT_FDCWD, "missing", 1, 1, 1, 1, 0));
    TRY(utimens(AT_FDCWD, "", 1, 1, 1, 1, 0));
    TRY(utimens(AT_FDCWD, "", 1, 1, 1, 1, AT_EMPTY_PATH));
    TRY(utimens(AT_FDCWD, "file", 1, 1, 1, 1, 1));
    TRY(utimens(99, "file", 1, 1, 1, 1, 0));
    TRY(utimens(file, NULL, 21, 1, 22, 1, 0));
    mode("file");
    TRY(utimens(file, NULL, 21, 1, 22, 1, AT_SYMLINK_NOFOLLOW));
    TRY(utimens(99, NULL, 21, 1, 22, 1, 0));
    TRY(utimens(path, NULL, 21, 1, 22, 1, 0));
    TRY(utimens(AT_FDCWD, NULL, 21, 1, 22, 1, 0));
    TRY(utimens(path, "", 31, 1, 32, 1, AT_EMPTY_PATH));
    mode("file");
    TRY(syscall(SYS_utimensat, AT_FDCWD, "file", NULL, 0));
    TRY(syscall(SYS_utimensat, AT_FDCWD, "file", 8, 0));
    TRY(syscall(SYS_utimensat, AT_FDCWD, "missing", 8, 0));
    TRY(syscall(SYS_utimensat, AT_FDCWD, 8, NULL, 0));

    chmod("file", 0644);
    TRY(access("file", F_OK));
    TRY(access("file", R_OK | W_OK));
    TRY(access("file", X_OK));
    TRY(access("file", 8));
    TRY(access("file", -1));
    TRY(access("missing", F_OK));
    TRY(access("dangling", F_OK));
    TRY(access("file/x", F_OK));
    TRY(access("file/", F_OK));
    TRY(access("", F_OK));
    TRY(access("loop", F_OK));
    TRY(access((char *)8, F_OK));
    TRY(access(long_name, F_OK));
    TRY(access("dir", X_OK));
    TRY(faccessat(99, "x", F_OK, 0));
    TRY(faccessat(file, "x", F_OK, 0));
    TRY(faccessat2_(AT_FDCWD, "dangling", F_OK, AT_SYMLINK_NOFOLLOW));
    TRY(faccessat2_(AT_FDCWD, "file", F_OK, AT_EACCESS));
    TRY(faccessat2_(AT_FDCWD, "file", F_OK, 1));
    TRY(faccessat2_(file, "", F_OK, AT_EMPTY_PATH));
    TRY(faccessat2_(99, "", F_OK, AT_EMPTY_PATH));
    TRY(access("/proc/version", R_OK));

    TRY(truncate("file", 100));
    mode("file");
    TRY(truncate("file", -1));
    TRY(truncate("missing", 0));
    TRY(truncate("dir", 0));
    TRY(truncate("fifo", 0));
    TRY(truncate("link", 50));
    TRY(truncate("dangling", 0));
    TRY(truncate("loop", 0));
    TRY(truncate("file/x", 0));
    TRY(truncate("", 0));
    TRY(truncate((char *)8, 0));
    TRY(truncate("file", 1l << 62));
    TRY(ftruncate(file, 10));
    mode("file");
    TRY(ftruncate(file, -1));
    TRY(ftruncate(reader, 0));
    TRY(ftruncate(dir, 0));
    TRY(ftruncate(pipes[1], 0));
    TRY(ftruncate(99, 0));
    TRY(ftruncate(99, -1));

    TRY(fallocate(file, 0, 0, 5000));
    mode("file");
    TRY(fallocate(file, FALLOC_FL_KEEP_SIZE, 0, 50000));
    mode("file");
    TRY(fallocate(file, 0, 0, 0));
    TRY(fallocate(file, 0, -1, 10));
    TRY(fallocate(file, 0, 0, -1));
    TRY(fallocate(file, 0x100, 0, 10));
    TRY(fallocate(file, FALLOC_FL_PUNCH_HOLE, 0, 10));
    TRY(fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 10));
    TRY(fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE, 0, 10));
    TRY(fallocate(file, FALLOC_FL_COLLAPSE_RANGE, 0, 10));
    TRY(fallocate(file, FALLOC_FL_COLLAPSE_RANGE | FALLOC_FL_KEEP_SIZE, 0, 4096));
    TRY(fallocate(file, FALLOC_FL_INSERT_RANGE | FALLOC_FL_KEEP_SIZE, 0, 4096));
    TRY(fallocate(file, 0, 1l << 62, 1l << 62));
    TRY(fallocate(file, 0, 0x7fffffffffffffff, 10));
    TRY(fallocate(reader, 0, 0, 10));
    TRY(fallocate(dir, 0, 0, 10));
    TRY(fallocate(pipes[1], 0, 0, 10));
    TRY(fallocate(99, 0, 0, 10));
    TRY(fallocate(path, 0, 0, 10));

    if (setxattr("file", "user.test", "value", 5, 0) == 0) {
        TRY(setxattr("file", "user.test", "value2", 6, XATTR_CREATE));
        TRY(setxattr("file", "user.test", "value2", 6, XATTR_REPLACE));
        TRY(setxattr("file", "user.new", "x", 1, XATTR_REPLACE));
        TRY(setxattr("file", "user.new", "x", 1, XATTR_CREATE | XATTR_REPLACE));
        TRY(setxattr("file", "user.new", "x", 1, 8));
        TRY(setxattr("file", "", "x", 1, 0));
        TRY(setxattr("file", "user.", "x", 1, 0));
        TRY(setxattr("file", "nonsense", "x", 1, 0));
        TRY(setxattr("file", "other.x", "x", 1, 0));
        TRY(setxattr("file", long_name, "x", 1, 0));
        TRY(setxattr("file", "user.big", buffer, 65537, 0));
        TRY(setxattr("file", "user.null", NULL, 0, 0));
        TRY(setxattr("file", "user.bad", (char *)8, 4, 0));
        TRY(setxattr("file", (char *)8, "x", 1, 0));
        TRY(setxattr("missing", "user.x", "x", 1, 0));
        TRY(setxattr("", "user.x", "x", 1, 0));
        TRY(lsetxattr("link", "user.x", "x", 1, 0));
        TRY(fsetxattr(file, "user.f", "abc", 3, 0));
        TRY(fsetxattr(reader, "user.g", "abc", 3, 0));
        TRY(fsetxattr(path, "user.h", "abc", 3, 0));
        TRY(fsetxattr(99, "user.h", "abc", 3, 0));
        TRY(fsetxattr(pipes[0], "user.h", "abc", 3, 0));
        TRY(setxattr("fifo", "user.x", "x", 1, 0));
        TRY(getxattr("file", "user.test", NULL, 0));
        TRY(getxattr("file", "user.test", buffer, 3));
        TRY(getxattr("file", "user.test", buffer, 100));
        TRY(getxattr("file", "user.test", (char *)8, 100));
        TRY(getxattr("file", "user.none", buffer, 100));
        TRY(getxattr("file", "nonsense", buffer, 100));
        TRY(getxattr("file", "user.", buffer, 100));
        TRY(getxattr("file", "", buffer, 100));
        TRY(getxattr("missing", "user.test", buffer, 100));
        TRY(lgetxattr("link", "user.test", buffer, 100));
        TRY(lgetxattr("link", "trusted.test", buffer, 100));
        TRY(getxattr("fifo", "user.test", buffer, 100));
        TRY(fgetxattr(path, "user.test", buffer, 100));
        TRY(fgetxattr(99, "user.test", buffer, 100));
        TRY(fgetxattr(pipes[0], "user.test", buffer, 100));
        TRY(listxattr("file", NULL, 0));
        TRY(listxattr("file", buffer, 3));
        TRY(listxattr("file", buffer, sizeof buffer) > 0);
        TRY(listxattr("file", (char *)8, 200));
        TRY(llistxattr("link", buffer, sizeof buffer));
        TRY(listxattr("missing", buffer, 10));
        TRY(flistxattr(99, buffer, 10));
        TRY(flistxattr(path, buffer, 10));
        TRY(flistxattr(pipes[0], buffer, sizeof buffer));
        TRY(removexattr("file", "user.none"));
        TRY(removexattr("file", "user.test"));
        TRY(removexattr("file", "nonsense"));
        TRY(removexattr("missing", "user.test"));
        TRY(fremovexattr(file, "user.f"));
        TRY(fremovexattr(99, "user.f"));
        TRY(lremovexattr("link", "user.f"));
        TRY(getxattr("/proc/version", "user.x", buffer, 10));
        TRY(setxattr("/proc/version", "user.x", buffer, 10, 0));
        TRY(listxattr("/proc/version", buffer, 10));
    }

    struct statfs fs;
    TRY(statfs(".", &fs));
    TRY(statfs("missing", &fs));
    TRY(statfs("file/x", &fs));
    TRY(statfs("", &fs));
    TRY(statfs((char *)8, &fs));
    TRY(statfs(".", (struct statfs *)8));
    TRY(fstatfs(99, &fs));
    TRY(fstatfs(path, &fs));
    TRY(fstatfs(AT_FDCWD, &fs));
    TRY(fstatfs(pipes[0], &fs));
    say("  %lx", (long)fs.f_type);
    TRY(statfs("/proc", &fs));
    say("  %lx", (long)fs.f_type);
    TRY(statfs("/dev/shm", &fs));
    say("  %lx", (long)fs.f_type);
    TRY(syscall(SYS_name_to_handle_at, AT_FDCWD, "file", NULL, NULL, 0));
    return 0;
}
