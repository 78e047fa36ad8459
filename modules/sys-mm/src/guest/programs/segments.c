// System V shared memory: what each call answers, who may, how attachments are counted, and when a segment goes.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096L
#define PLACE ((char *)0x7000000000)

static const char *name(int error) {
    return error == 0 ? "ok" : strerrorname_np(error);
}

#define SAY(call) say(#call, (long)(call))
static long say(const char *what, long result) {
    printf("%s: %s\n", what, name(result == -1 ? errno : 0));
    return result;
}

static struct shmid_ds stat_of(int id) {
    struct shmid_ds status;
    memset(&status, 0, sizeof status);
    if (shmctl(id, IPC_STAT, &status) != 0)
        printf("IPC_STAT: %s\n", name(errno));
    return status;
}

static void attachments(const char *when, int id) {
    printf("%s: %lu attached, mode %o\n", when, (unsigned long)stat_of(id).shm_nattch, stat_of(id).shm_perm.mode);
}

static int private_segment(long size) {
    return shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
}

static void removed(int id) {
    shmctl(id, IPC_RMID, 0);
}

static key_t key(int number) {
    return 0x70000000 + (getpid() & 0xfffff) * 16 + number;
}

static void keys(void) {
    SAY(shmget(key(1), PAGE, 0600));
    int id = SAY(shmget(key(1), 10000, IPC_CREAT | 0640)) != -1 ? shmget(key(1), 0, 0) : -1;
    printf("same: %d\n", shmget(key(1), 0, 0) == id && shmget(key(1), 10000, IPC_CREAT | 0600) == id);
    SAY(shmget(key(1), 10000, IPC_CREAT | IPC_EXCL | 0600));
    SAY(shmget(key(1), 10001, 0600));
    SAY(shmget(key(1), 12288, 0));
    SAY(shmget(key(2), 0, IPC_CREAT | 0600));
    SAY(shmget(key(2), -1, IPC_CREAT | 0600));
    SAY(shmget(key(2), 1UL << 62, IPC_CREAT | 0600));
    SAY(shmget(IPC_PRIVATE, 0, IPC_CREAT | 0600));
    struct shmid_ds status = stat_of(id);
    printf("size %lu mode %o key %d owner %d creator %d attached %lu times %d %d %d pids %d %d\n",
        (unsigned long)status.shm_segsz, status.shm_perm.mode, status.shm_perm.__key == key(1),
        status.shm_perm.uid == geteuid() && status.shm_perm.gid == getegid(),
        status.shm_perm.cuid == geteuid() && status.shm_perm.cgid == getegid(), (unsigned long)status.shm_nattch,
        status.shm_atime != 0, status.shm_dtime != 0, status.shm_ctime != 0, status.shm_cpid == getpid(), status.shm_lpid);
    SAY(shmctl(id, IPC_RMID, 0));
    SAY(shmctl(id, IPC_STAT, &status));
    SAY(shmctl(id, IPC_RMID, 0));
    SAY(shmget(key(1), 0, 0));
}

static void addresses(void) {
    int id = private_segment(3 * PAGE);
    int other = private_segment(PAGE);
    SAY(shmat(-1, 0, 0));
    SAY(shmat(id, 0, SHM_REMAP));
    SAY(shmat(id, PLACE + 1, 0));
    SAY(shmat(id, (char *)1, SHM_RND | SHM_REMAP));
    char *at = shmat(id, PLACE + 5, SHM_RND);
    printf("rounded down: %d\n", at == PLACE);
    SAY(shmat(id, PLACE, 0));
    SAY(shmat(id, PLACE + 2 * PAGE, 0));
    strcpy(PLACE + PAGE, "first");
    printf("replaced: %d\n", shmat(other, PLACE + PAGE, SHM_REMAP) == PLACE + PAGE);
    printf("reads: '%s'\n", PLACE + PAGE);
    attachments("cut in two", id);
    attachments("within", other);
    SAY(shmdt(PLACE + PAGE));
    attachments("the one within is gone", other);
    SAY(shmdt(PLACE + PAGE));
    SAY(shmdt(PLACE + 2 * PAGE));
    SAY(shmdt(PLACE + 1));
    SAY(shmdt(PLACE));
    attachments("both pieces are gone", id);
    SAY(shmdt(PLACE));
    SAY(shmat(id, (char *)0xfffffffffffff000, 0));
    at = shmat(id, 0, 0);
    printf("still there: '%s'\n", at + PAGE);
    shmdt(at);
    SAY(shmdt(at));
    SAY(shmdt(0));
    removed(id);
    removed(other);
}

static void rights(void) {
    int id = private_segment(2 * PAGE);
    char *writable = shmat(id, 0, 0);
    char *readable = shmat(id, 0, SHM_RDONLY);
    char *executable = shmat(id, 0, SHM_EXEC);
    strcpy(writable, "seen");
    printf("reads '%s' '%s'\n", readable, executable);
    SAY(mprotect(readable, PAGE, PROT_READ | PROT_WRITE));
    SAY(mprotect(readable, PAGE, PROT_READ | PROT_EXEC));
    SAY(mprotect(writable, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC));
    attachments("split by mprotect", id);
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[500];
    while (fgets(line, sizeof line, maps)) {
        char *name = strstr(line, "/SYSV");
        unsigned long inode = 0;
        if (name && sscanf(line, "%*s %*s %*s %*s %lu", &inode) == 1)
            printf("%.4s inode %d %s", strchr(line, ' ') + 1, inode == (unsigned long)id, name);
    }
    fclose(maps);
    shmdt(writable);
    shmdt(readable);
    shmdt(executable);
    attachments("none", id);
    removed(id);
}

static void pieces(void) {
    int id = private_segment(8 * PAGE);
    char *at = shmat(id, PLACE, 0);
    for (int page = 0; page < 8; page++)
        at[page * PAGE] = '0' + page;
    munmap(at + 2 * PAGE, PAGE);
    attachments("a hole", id);
    char *moved = mremap(at + 4 * PAGE, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, PLACE + 100 * PAGE);
    printf("moved: %d, reads %c\n", moved == PLACE + 100 * PAGE, moved[PAGE]);
    attachments("moved away", id);
    char *twin = mremap(at, 0, 2 * PAGE, MREMAP_MAYMOVE);
    printf("twin reads %c\n", twin[PAGE]);
    attachments("twin", id);
    twin[0] = 'x';
    printf("original reads %c\n", at[0]);
    SAY(shmdt(at));
    attachments("pieces at their place are gone", id);
    SAY(shmdt(at + 96 * PAGE));
    SAY(shmdt(twin));
    attachments("all gone", id);
    removed(id);
}

static void processes(void) {
    int id = private_segment(PAGE);
    volatile int *at = shmat(id, 0, 0);
    shmat(id, 0, SHM_RDONLY);
    attachments("twice", id);
    int ready[2], go[2];
    char byte;
    pipe(ready);
    pipe(go);
    pid_t child = fork();
    if (child == 0) {
        at[0] = 42;
        write(ready[1], "x", 1);
        read(go[0], &byte, 1);
        _exit(0);
    }
    read(ready[0], &byte, 1);
    printf("child wrote %d\n", at[0]);
    attachments("forked", id);
    printf("forker came last: %d\n", stat_of(id).shm_lpid == getpid());
    write(go[1], "x", 1);
    waitpid(child, 0, 0);
    attachments("child ended", id);
    printf("child went last: %d\n", stat_of(id).shm_lpid == child);
    child = fork();
    if (child == 0) {
        execl("/proc/self/exe", "segments", "count", NULL);
        _exit(1);
    }
    waitpid(child, 0, 0);
    attachments("another program", id);
    child = vfork();
    if (child == 0)
        _exit(0);
    waitpid(child, 0, 0);
    attachments("vforked", id);

    // A removed segment lives on for those who have it, and whoever knows its number may join them.
    SAY(shmctl(id, IPC_RMID, 0));
    attachments("removed", id);
    printf("key is gone: %d\n", stat_of(id).shm_perm.__key);
    char *late = shmat(id, 0, 0);
    printf("joined late: %d reads %d\n", late != (char *)-1, late == (char *)-1 ? -1 : *(int *)late);
    SAY(shmctl(id, IPC_RMID, 0));
    child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, 0, 0);
    attachments("still", id);
    shmdt(late);
    shmdt((void *)at);
    attachments("one left", id);
}

static void permissions(void) {
    int id = shmget(key(5), PAGE, IPC_CREAT | 0640);
    if (geteuid() == 0) {
        pid_t child = fork();
        if (child == 0) {
            setgid(4321);
            setuid(1234);
            SAY(shmget(key(5), 0, 0));
            SAY(shmget(key(5), 0, 0400));
            SAY(shmat(id, 0, 0));
            SAY(shmat(id, 0, SHM_RDONLY));
            struct shmid_ds status;
            SAY(shmctl(id, IPC_STAT, &status));
            SAY(shmctl(id, IPC_SET, &status));
            SAY(shmctl(id, IPC_RMID, 0));
            SAY(shmctl(id, SHM_LOCK, 0));
            SAY(shmctl(id, SHM_UNLOCK, 0));
            fflush(stdout);
            _exit(0);
        }
        waitpid(child, 0, 0);
        struct shmid_ds status = stat_of(id);
        status.shm_perm.uid = 1234;
        status.shm_perm.mode = 07444;
        SAY(shmctl(id, IPC_SET, &status));
        attachments("given away", id);
        child = fork();
        if (child == 0) {
            setgid(4321);
            setuid(1234);
            SAY(shmat(id, 0, 0));
            SAY(shmat(id, 0, SHM_RDONLY));
            SAY(shmat(id, 0, SHM_RDONLY | SHM_EXEC));
            struct rlimit none = {0, 0};
            SAY(shmctl(id, SHM_LOCK, 0));
            setrlimit(RLIMIT_MEMLOCK, &none);
            SAY(shmctl(id, SHM_LOCK, 0));
            SAY(shmctl(id, SHM_UNLOCK, 0));
            SAY(shmctl(id, IPC_RMID, 0));
            fflush(stdout);
            _exit(0);
        }
        waitpid(child, 0, 0);
        status.shm_perm.gid = -1;
        SAY(shmctl(id, IPC_SET, &status));
    }
    removed(id);
}

static void commands(void) {
    int id = private_segment(3 * PAGE + 1);
    struct shmid_ds status;
    SAY(shmctl(-1, IPC_STAT, &status));
    SAY(shmctl(id, -1, &status));
    SAY(shmctl(id, 77, &status));
    SAY(shmctl(id + 1, IPC_STAT, &status));
    SAY(shmctl(id, IPC_STAT, (void *)8));
    SAY(shmctl(id, IPC_SET, (void *)8));
    SAY(shmctl(id, IPC_INFO, (void *)8));
    SAY(shmctl(id, SHM_LOCK, 0));
    attachments("locked", id);
    SAY(shmctl(id, SHM_UNLOCK, 0));
    attachments("unlocked", id);
    struct shminfo limits;
    SAY(shmctl(0, IPC_INFO, (void *)&limits) < 0 ? -1 : 0);
    printf("max %lu min %lu segments %lu per process %lu in all %lu\n", limits.shmmax, limits.shmmin, limits.shmmni,
        limits.shmseg, limits.shmall);
    struct shm_info totals;
    int highest = shmctl(0, SHM_INFO, (void *)&totals);
    printf("some in use: %d %d\n", totals.used_ids >= 1, totals.shm_tot >= 4);
    int found = 0, any = 0;
    for (int slot = 0; slot <= highest; slot++) {
        found |= shmctl(slot, SHM_STAT, &status) == id && status.shm_segsz == 3 * PAGE + 1;
        any |= shmctl(slot, SHM_STAT_ANY, &status) == id;
    }
    printf("found by slot: %d %d\n", found, any);
    char line[500];
    FILE *listing = fopen("/proc/sysvipc/shm", "r");
    fgets(line, sizeof line, listing);
    fputs(line, stdout);
    char *at = shmat(id, 0, 0);
    at[0] = at[3 * PAGE] = 1;
    while (fgets(line, sizeof line, listing)) {
        unsigned long k, size, resident;
        int each, mode, cpid, lpid, attached;
        sscanf(line, "%lu %d %o %lu %d %d %d %*u %*u %*u %*u %*u %*u %*u %lu", &k, &each, &mode, &size, &cpid, &lpid,
            &attached, &resident);
        if (each == id)
            printf("listed: %lu %o %lu %d %zu\n", k, mode, size, cpid == getpid(), strlen(line));
    }
    fclose(listing);
    listing = fopen("/proc/sysvipc/shm", "r");
    while (fgets(line, sizeof line, listing)) {
        int each, attached, lpid;
        unsigned long resident;
        if (sscanf(line, "%*d %d %*o %*u %*d %d %d %*u %*u %*u %*u %*u %*u %*u %lu", &each, &lpid, &attached, &resident) == 4
            && each == id)
            printf("listed: attached %d by itself %d resident %lu\n", attached, lpid == getpid(), resident);
    }
    shmdt(at);
    removed(id);
}

// A sequence of calls that is the same each time, on a few segments and places, with everything that can be seen of them.
static void random_calls(void) {
    unsigned seed = 7;
    int ids[3];
    for (int i = 0; i < 3; i++)
        ids[i] = private_segment((i + 1) * 3 * PAGE);
    for (int step = 0; step < 3000; step++) {
        seed = seed * 1103515245 + 12345;
        unsigned dice = seed >> 8;
        int which = dice % 3;
        char *place = PLACE + (dice / 3 % 24) * PAGE;
        long length = (1 + dice / 72 % 6) * PAGE;
        int flags = (dice / 432 % 2 ? SHM_REMAP : 0) | (dice / 864 % 3 == 0 ? SHM_RDONLY : 0);
        long result;
        switch (dice / 3000 % 8) {
            case 0: case 1: case 2:
                result = (long)shmat(ids[which], place, flags);
                break;
            case 3: case 4:
                result = shmdt(place);
                break;
            default:
                result = munmap(place, length);
        }
        printf("%d: %s %lu %lu %lu\n", step, result == -1 ? name(errno) : "ok", (unsigned long)stat_of(ids[0]).shm_nattch,
            (unsigned long)stat_of(ids[1]).shm_nattch, (unsigned long)stat_of(ids[2]).shm_nattch);
    }
    for (int i = 0; i < 3; i++)
        removed(ids[i]);
}

int main(int argc, char **argv) {
    setvbuf(stdout, NULL, _IONBF, 0);
    if (argc > 1)
        return 0;
    keys();
    addresses();
    rights();
    pieces();
    processes();
    permissions();
    commands();
    random_calls();
    return 0;
}
