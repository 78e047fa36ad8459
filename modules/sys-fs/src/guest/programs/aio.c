/* Asynchronous I/O: contexts, requests, events, their order and errors. */
#include "say.h"
#include <linux/aio_abi.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#define TRY(call) try(#call, (errno = 0, (long)(call)))
static long try(const char *text, long value) {
    say("%s: %s", text, result(value));
    return value;
}
static aio_context_t context;
static struct iocb requests[64], *pointers[64];
static struct io_event events[64];
static char buffer[8192];

static long setup(unsigned n, aio_context_t *to) { return syscall(SYS_io_setup, n, to); }
static long destroy(aio_context_t c) { return syscall(SYS_io_destroy, c); }
static long submit(aio_context_t c, long n, struct iocb **p) { return syscall(SYS_io_submit, c, n, p); }
static long cancel(aio_context_t c, struct iocb *p) { return syscall(SYS_io_cancel, c, p, &events[0]); }
static long fetch(aio_context_t c, long least, long most, void *to, struct timespec *limit) {
    return syscall(SYS_io_getevents, c, least, most, to, limit);
}

static struct iocb *request(int n, int operation, int fd, void *at, long length, long offset) {
    requests[n] = (struct iocb){.aio_data = 1000 + n, .aio_lio_opcode = operation, .aio_fildes = fd, .aio_buf = (long)at,
                                .aio_nbytes = length, .aio_offset = offset};
    pointers[n] = &requests[n];
    return pointers[n];
}

static void one(const char *text, int operation, int fd, void *at, long length, long offset) {
    request(0, operation, fd, at, length, offset);
    errno = 0;
    long submitted = submit(context, 1, pointers);
    say("%s: submitted %s", text, result(submitted));
    if (submitted != 1) return;
    long fetched = fetch(context, 1, 8, events, NULL);
    say("  %ld event, data %lld, request %ld, result %lld, %lld", fetched, (long long)events[0].data,
        (long)((struct iocb *)events[0].obj - requests), (long long)events[0].res, (long long)events[0].res2);
}

static void contexts(void) {
    aio_context_t other = 0, used = 1;
    TRY(setup(0, &other));
    TRY(setup(8, &used));
    TRY(setup(8, (void *)8));
    TRY(setup(0x7fffffff, &other));
    TRY(setup(-1, &other));
    TRY(setup(1000000, &other));
    TRY(setup(16, &other));
    say("a name: %d", other != 0);
    TRY(destroy(other));
    TRY(destroy(other));
    TRY(destroy(0));
    TRY(submit(other, 1, pointers));
    TRY(fetch(other, 0, 1, events, NULL));
    TRY(cancel(other, &requests[0]));
}

static void transfers(int file, int reader, int p[2]) {
    strcpy(buffer, "asynchronous");
    one("write", IOCB_CMD_PWRITE, file, buffer, 12, 100);
    one("read", IOCB_CMD_PREAD, file, buffer + 100, 50, 100);
    say("  %.12s", buffer + 100);
    one("read beyond the end", IOCB_CMD_PREAD, file, buffer, 50, 1000);
    one("read nothing", IOCB_CMD_PREAD, file, buffer, 0, 0);
    struct iovec vector[] = {{buffer + 200, 4}, {buffer + 300, 4}};
    one("read ranges", IOCB_CMD_PREADV, file, vector, 2, 100);
    say("  %.4s %.4s", buffer + 200, buffer + 300);
    one("write ranges", IOCB_CMD_PWRITEV, file, vector, 2, 200);
    one("no ranges", IOCB_CMD_PREADV, file, vector, 0, 0);
    one("fsync", IOCB_CMD_FSYNC, file, NULL, 0, 0);
    one("fdatasync", IOCB_CMD_FDSYNC, file, NULL, 0, 0);
    one("write to a pipe", IOCB_CMD_PWRITE, p[1], "pipe", 4, 0);
    one("read from a pipe", IOCB_CMD_PREAD, p[0], buffer, 10, 0);
    one("write to a reader", IOCB_CMD_PWRITE, reader, buffer, 4, 0);
    one("read from a writer", IOCB_CMD_PREAD, p[1], buffer, 4, 0);
    one("no file", IOCB_CMD_PREAD, 99, buffer, 4, 0);
    one("negative offset", IOCB_CMD_PREAD, file, buffer, 4, -1);
    one("negative length", IOCB_CMD_PREAD, file, buffer, -1, 0);
    one("no memory", IOCB_CMD_PREAD, file, (void *)8, 4, 100);
    one("no such operation", 77, file, buffer, 4, 0);
    one("nothing to do", IOCB_CMD_NOOP, file, buffer, 4, 0);
    request(0, IOCB_CMD_PREAD, file, buffer, 4, 0)->aio_reserved2 = 1;
    TRY(submit(context, 1, pointers));
    say("offset of the file: %ld", (long)lseek(file, 0, SEEK_CUR));
}

static void many(int file) {
    for (int n = 0; n < 10; n++) request(n, IOCB_CMD_PREAD, n == 7 ? 99 : file, buffer, n + 1, 100);
    TRY(submit(context, 0, pointers));
    TRY(submit(context, -1, pointers));
    TRY(submit(context, 10, pointers));
    TRY(submit(context, 1, (void *)8));
    pointers[0] = (void *)8;
    TRY(submit(context, 1, pointers));
    TRY(fetch(context, -1, 8, events, NULL));
    TRY(fetch(context, 9, 8, events, NULL));
    TRY(fetch(context, 0, 0, events, NULL));
    TRY(fetch(context, 1, 8, (void *)8, NULL));
    struct timespec now = {0, 0}, soon = {0, 20000000};
    long got = TRY(fetch(context, 2, 4, events, &now));
    for (int n = 0; n < got; n++) say("  %lld: %lld", (long long)events[n].data, (long long)events[n].res);
    got = TRY(fetch(context, 8, 8, events, &soon));
    for (int n = 0; n < got; n++) say("  %lld: %lld", (long long)events[n].data, (long long)events[n].res);
    TRY(fetch(context, 1, 8, events, &soon));
}

static void counter(int file) {
    int count = eventfd(0, 0);
    request(0, IOCB_CMD_PREAD, file, buffer, 4, 0);
    request(1, IOCB_CMD_PREAD, file, (void *)8, 4, 0);
    for (int n = 0; n < 2; n++) {
        requests[n].aio_flags = IOCB_FLAG_RESFD;
        requests[n].aio_resfd = count;
    }
    TRY(submit(context, 2, pointers));
    unsigned long value = 0;
    TRY(read(count, &value, 8));
    say("counted %lu", value);
    TRY(fetch(context, 2, 2, events, NULL));
    requests[0].aio_resfd = file;
    TRY(submit(context, 1, pointers));
    requests[0].aio_resfd = 99;
    TRY(submit(context, 1, pointers));
}

static void quiet(int signal) {}

static void waiting(int file) {
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = quiet, .sa_flags = SA_RESTART}, NULL);
    alarm(1);
    TRY(fetch(context, 1, 1, events, NULL));
    request(0, IOCB_CMD_PREAD, file, buffer, 4, 0);
    TRY(submit(context, 1, pointers));
    fflush(stdout);
    if (fork() == 0) {
        TRY(fetch(context, 0, 1, events, NULL));
        TRY(submit(context, 1, pointers));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    TRY(fetch(context, 1, 1, events, NULL));
}

int main(void) {
    int file = open("file", O_CREAT | O_RDWR, 0600), reader = open("file", O_RDONLY), p[2];
    pipe(p);
    contexts();
    TRY(setup(32, &context));
    transfers(file, reader, p);
    many(file);
    counter(file);
    waiting(file);
    TRY(destroy(context));
    return 0;
}
