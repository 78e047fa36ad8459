// counter HOW FILE ROUNDS PROCESSES: when all processes are there, adds to the number in a file, one at a time, with nothing but a lock to keep others out meanwhile.
// HOW is record (fcntl), description (fcntl F_OFD), whole (flock) or file (a lock file made with O_EXCL).
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static int fd;
static char lock_file[4096];

static int record(int command, int type) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = 100, .l_len = 7};
    return fcntl(fd, command, &lock);
}

static int take(char how) {
    switch (how) {
        case 'r': return record(F_SETLKW, F_WRLCK);
        case 'd': return record(F_OFD_SETLKW, F_WRLCK);
        case 'w': return flock(fd, LOCK_EX);
    }
    int made;
    while ((made = open(lock_file, O_CREAT | O_EXCL | O_RDWR, 0600)) < 0 && errno == EEXIST)
        usleep(200);
    return made < 0 ? -1 : close(made);
}

static int give(char how) {
    switch (how) {
        case 'r': return record(F_SETLK, F_UNLCK);
        case 'd': return record(F_OFD_SETLK, F_UNLCK);
        case 'w': return flock(fd, LOCK_UN);
    }
    return unlink(lock_file);
}

static int add(char how, long at) {
    long number = -1;
    if (take(how) != 0 || pread(fd, &number, sizeof number, at) != sizeof number)
        return -1;
    number++;
    return pwrite(fd, &number, sizeof number, at) == sizeof number && give(how) == 0 ? 0 : -1;
}

int main(int argc, char **argv) {
    char how = argv[1][0];
    int rounds = atoi(argv[3]);
    fd = open(argv[2], O_RDWR);
    snprintf(lock_file, sizeof lock_file, "%s.lock", argv[2]);
    alarm(100);
    // The second number of the file counts those who have come.
    long come = add(how, sizeof come);
    while (come == 0 || (come > 0 && come < atoi(argv[4]))) {
        usleep(200);
        pread(fd, &come, sizeof come, sizeof come);
    }
    for (int round = 0; round < rounds; round++) {
        if (add(how, 0) != 0) {
            printf("round %d: %s\n", round, strerror(errno));
            return 1;
        }
    }
    printf("done\n");
    return 0;
}
