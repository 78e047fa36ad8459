/* Whose files are whose: what root, other users, and programs between both may do, and whom new files belong to. Says nothing else than that
 * it is not root where it is not, since then there is nobody else to be. */
#include "say.h"
#include <grp.h>
#include <pthread.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#define TRY(call) try(#call, (errno = 0, (long)(call)))
static long try(const char *text, long value) {
    say("%s: %s", text, value > 2 ? "descriptor" : result(value));
    return value;
}
static void owner(const char *path) {
    struct stat status;
    if (lstat(path, &status) < 0)
        say("  %s: %s", path, result(-1));
    else
        say("  %s: %o %d:%d", path, status.st_mode, status.st_uid, status.st_gid);
}
static int make(const char *path, int mode) {
    int fd = open(path, O_CREAT | O_RDWR | O_EXCL, 0666);
    fchmod(fd, mode);
    close(fd);
    return fd < 0 ? -1 : 0;
}
static int opens(const char *path, int flags) {
    int fd = open(path, flags);
    if (fd >= 0) close(fd);
    return fd < 0 ? -1 : 0;
}

static void attempt(const char *who) {
    char name[64];
    say("-- %s", who);
    TRY(opens("private", O_RDONLY));
    TRY(opens("private", O_WRONLY));
    TRY(opens("of-group", O_RDONLY));
    TRY(opens("of-other-group", O_RDONLY));
    TRY(opens("for-all", O_WRONLY));
    TRY(opens("closed/inside", O_RDONLY));
    TRY(access("private", R_OK));
    TRY(access("for-all", R_OK | W_OK));
    TRY(faccessat(AT_FDCWD, "private", R_OK, AT_EACCESS));
    TRY(access("closed", X_OK));
    TRY(chmod("for-all", 0666));
    TRY(chown("for-all", 1234, -1));
    TRY(chown("of-1234", -1, 20));
    TRY(chown("of-1234", -1, 4321));
    TRY(utimensat(AT_FDCWD, "for-all", NULL, 0));
    TRY(chdir("closed"));
    TRY(chdir("."));
    TRY(unlink("sticky/of-root"));
    TRY(rename("sticky/of-root", "sticky/other"));
    TRY(setxattr("private", "user.note", "x", 1, 0) < 0 && errno != EOPNOTSUPP ? -1 : 0);
    int held = open("for-all", O_RDONLY);
    TRY(fchmod(held, 0666));
    TRY(fchown(held, 1234, 1234));
    close(held);
    snprintf(name, sizeof name, "open/file-%s", who);
    TRY(make(name, 0640));
    owner(name);
    snprintf(name, sizeof name, "open/dir-%s", who);
    TRY(mkdir(name, 0700));
    owner(name);
    snprintf(name, sizeof name, "open/link-%s", who);
    TRY(symlink("x", name));
    owner(name);
    snprintf(name, sizeof name, "open/pipe-%s", who);
    TRY(mkfifo(name, 0600));
    owner(name);
    snprintf(name, sizeof name, "sticky/file-%s", who);
    TRY(make(name, 0600));
    owner(name);
    TRY(unlink(name));
    snprintf(name, sizeof name, "in-group/file-%s", who);
    TRY(make(name, 0600));
    owner(name);
}

static void as(const char *who, int user, int group, int count, const gid_t *groups) {
    if (fork() == 0) {
        setgroups(count, groups);
        setresgid(group, group, group);
        setresuid(user, user, user);
        attempt(who);
        exit(0);
    }
    wait(NULL);
}

static void *other(void *unused) {
    attempt("thread");
    return unused;
}

int main(void) {
    gid_t two[] = {20, 4321};
    umask(022);
    if (geteuid() != 0) {
        say("not root");
        return 0;
    }
    make("private", 0600);
    make("for-all", 0666);
    make("of-group", 0640);
    chown("of-group", 0, 1234);
    make("of-other-group", 0640);
    chown("of-other-group", 0, 4321);
    make("of-1234", 0600);
    chown("of-1234", 1234, 1234);
    mkdir("open", 0777);
    chmod("open", 0777);
    mkdir("sticky", 01777);
    chmod("sticky", 01777);
    make("sticky/of-root", 0666);
    mkdir("in-group", 02777);
    chown("in-group", 0, 77);
    chmod("in-group", 02777);
    mkdir("closed", 0700);
    make("closed/inside", 0666);

    as("user", 1234, 1234, 0, NULL);
    as("member", 1234, 1234, 2, two);
    as("stranger", 4000, 4000, 0, NULL);
    if (fork() == 0) { /* Root's real identity, somebody else's effective one, and back. */
        setresgid(0, 1234, 0);
        setresuid(0, 1234, 0);
        attempt("lowered");
        setresuid(0, 0, 0);
        setresgid(0, 0, 0);
        attempt("raised");
        exit(0);
    }
    wait(NULL);
    if (fork() == 0) {
        setfsgid(1234);
        setfsuid(1234);
        attempt("for-files");
        exit(0);
    }
    wait(NULL);
    if (fork() == 0) { /* Capabilities that stay with another user. */
        prctl(PR_SET_KEEPCAPS, 1);
        setresuid(1234, 1234, 1234);
        attempt("without-effective");
        exit(0);
    }
    wait(NULL);
    if (fork() == 0) { /* A thread begins as who made it. */
        pthread_t thread;
        setresgid(1234, 1234, 1234);
        setresuid(1234, 1234, 1234);
        pthread_create(&thread, NULL, other, NULL);
        pthread_join(thread, NULL);
        exit(0);
    }
    wait(NULL);
    attempt("root");
    return 0;
}
