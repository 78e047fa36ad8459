// Files that live in memory: memfd_create and its flags, seals and what they forbid, POSIX shared memory.
#include "say.h"
#include <linux/memfd.h>

#define PAGE 4096L
#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x10
#endif
#ifndef F_SEAL_EXEC
#define F_SEAL_EXEC 0x20
#endif
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#define MFD_EXEC 0x10U
#endif
#ifndef MFD_HUGE_2MB
#define MFD_HUGE_2MB (21U << 26)
#define MFD_HUGE_1GB (30U << 26)
#endif

static int file(unsigned flags) {
    int fd = memfd_create("test", flags);
    ftruncate(fd, 4 * PAGE);
    return fd;
}

static void create(void) {
    char name[300];
    memset(name, 'n', sizeof name);
    name[249] = 0;
    say("longest name: %s", result(memfd_create(name, 0) < 0 ? -1 : 0));
    name[249] = 'n';
    name[250] = 0;
    say("too long: %s", result(memfd_create(name, 0)));
    say("empty: %s", result(memfd_create("", 0) < 0 ? -1 : 0));
    say("bad pointer: %s", result(memfd_create((char *)8, 0)));
    say("unknown flag: %s", result(memfd_create("x", 0x20)));
    say("a size without huge pages: %s", result(memfd_create("x", MFD_HUGE_2MB)));
    say("both: %s", result(memfd_create("x", MFD_EXEC | MFD_NOEXEC_SEAL)));
    int fd = memfd_create("name", MFD_CLOEXEC);
    char link[64], target[200] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    readlink(link, target, sizeof target - 1);
    struct stat status;
    fstat(fd, &status);
    say("%s mode %o size %ld links %ld cloexec %d flags %d", target, status.st_mode, (long)status.st_size, (long)status.st_nlink,
        fcntl(fd, F_GETFD), fcntl(fd, F_GETFL) & O_ACCMODE);
    say("seals: %x", fcntl(fd, F_GET_SEALS));
    say("sealed for good: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)));
    fd = memfd_create("name", MFD_NOEXEC_SEAL);
    fstat(fd, &status);
    say("noexec: %o seals %x", status.st_mode, fcntl(fd, F_GET_SEALS));
    say("chmod with x: %s", result(fchmod(fd, 0777)));
    say("chmod without: %s", result(fchmod(fd, 0644)));
    fd = memfd_create("name", MFD_EXEC | MFD_ALLOW_SEALING);
    fstat(fd, &status);
    say("exec: %o seals %x", status.st_mode, fcntl(fd, F_GET_SEALS));
    say("seal exec: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_EXEC)));
    say("seals %x", fcntl(fd, F_GET_SEALS));
    int ordinary = open("plain", O_RDWR | O_CREAT, 0600);
    say("no memfd: %s", result(fcntl(ordinary, F_GET_SEALS)));
    say("no memfd: %s", result(fcntl(ordinary, F_ADD_SEALS, F_SEAL_SEAL)));
}

static void seals(void) {
    int fd = file(MFD_ALLOW_SEALING);
    say("unknown: %s", result(fcntl(fd, F_ADD_SEALS, 0x100)));
    say("shrink: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK)));
    say("smaller: %s", result(ftruncate(fd, PAGE)));
    say("larger: %s", result(ftruncate(fd, 8 * PAGE)));
    say("grow: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW)));
    say("larger: %s", result(ftruncate(fd, 16 * PAGE)));
    say("write beyond: %s", result(pwrite(fd, "xx", 2, 8 * PAGE)));
    say("write at the end: %s", result(pwrite(fd, "xx", 2, 8 * PAGE - 1)));
    say("allocate: %s", result(fallocate(fd, 0, 0, 9 * PAGE)));

    char *mapped = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    char *viewed = mmap(0, PAGE, PROT_READ, MAP_SHARED, fd, 0);
    say("write while mapped: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)));
    munmap(mapped, PAGE);
    say("write while it could be: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)));
    munmap(viewed, PAGE);
    mapped = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    mapped[0] = 'p';
    say("write with a private mapping: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)));
    say("seals: %x", fcntl(fd, F_GET_SEALS));
    say("write: %s", result(pwrite(fd, "x", 1, 0)));
    say("punch: %s", result(fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, PAGE)));
    say("map for writing: %s", result((long)mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)));
    viewed = mmap(0, PAGE, PROT_READ, MAP_SHARED, fd, 0);
    say("map for reading: %d", viewed != MAP_FAILED);
    if (viewed != MAP_FAILED)
        say("then for writing: %s", result(mprotect(viewed, PAGE, PROT_READ | PROT_WRITE)));
    mapped = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    say("private: %d", mapped != MAP_FAILED);
    say("seal: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL)));
    say("no more: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW)));

    fd = file(MFD_ALLOW_SEALING);
    mapped = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    say("future writes: %s", result(fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE)));
    strcpy(mapped, "present");
    char text[8] = "";
    pread(fd, text, 7, 0);
    say("the old mapping writes: %s", text);
    say("write: %s", result(pwrite(fd, "x", 1, 0)));
    say("map for writing: %s", result((long)mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)));
    viewed = mmap(0, PAGE, PROT_READ, MAP_SHARED, fd, 0);
    say("a view: %s, for writing: %s", viewed == MAP_FAILED ? "" : viewed, result(mprotect(viewed, PAGE, PROT_READ | PROT_WRITE)));
    in_child("a child writes on", mapped[0] = 'P');
    say("%s", mapped);

    fd = file(MFD_ALLOW_SEALING);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int reading = open(path, O_RDONLY);
    say("reopened for reading: %s", result(fcntl(reading, F_ADD_SEALS, F_SEAL_GROW)));
    say("seen there: %x", fcntl(reading, F_GET_SEALS));
    viewed = mmap(0, PAGE, PROT_READ, MAP_SHARED, reading, 0);
    say("a view by a reader: %d, sealed beside it: %s", viewed != MAP_FAILED, result(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)));
}

static void posix(void) {
    char name[40];
    snprintf(name, sizeof name, "/tombolo-%d", getpid());
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0640);
    say("made: %d", fd >= 0);
    say("again: %s", result(shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0640)));
    ftruncate(fd, 2 * PAGE);
    char *at = mmap(0, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    strcpy(at + PAGE, "parent");
    pid_t child = fork();
    if (child == 0) {
        int own = shm_open(name, O_RDWR, 0);
        char *seen = mmap(0, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0);
        say("child sees %s", seen + PAGE);
        strcpy(seen, "child");
        _exit(0);
    }
    waitpid(child, 0, 0);
    say("parent sees %s", at);
    struct stat status;
    fstat(fd, &status);
    say("mode %o size %ld", status.st_mode, (long)status.st_size);
    say("unlinked: %s", result(shm_unlink(name)));
    say("again: %s", result(shm_unlink(name)));
    say("gone: %s", result(shm_open(name, O_RDWR, 0)));
    say("still %s", at + PAGE);
}

int main(void) {
    umask(022);
    create();
    seals();
    posix();
    return 0;
}
