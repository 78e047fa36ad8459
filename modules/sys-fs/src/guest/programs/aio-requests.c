/* Asynchronous requests: which of them are refused at once, and what the others' events say. */
#include "say.h"
#include <linux/aio_abi.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/uio.h>

#define TRY(call) (errno = 0, say("%s: %s", #call, result((long)(call))))
static int setup(unsigned count, aio_context_t *to) { return syscall(SYS_io_setup, count, to); }
static int destroy(aio_context_t context) { return syscall(SYS_io_destroy, context); }
static int submit(aio_context_t context, long count, struct iocb **list) { return syscall(SYS_io_submit, context, count, list); }
static int events(aio_context_t context, long least, long most, struct io_event *to, struct timespec *timeout) {
    return syscall(SYS_io_getevents, context, least, most, to, timeout);
}
static int cancel(aio_context_t context, struct iocb *which, struct io_event *to) { return syscall(SYS_io_cancel, context, which, to); }

static aio_context_t context;
static struct io_event got[64];
static struct iocb one;

static void request(int operation, int fd, const void *buffer, long count, long long offset) {
    memset(&one, 0, sizeof one);
    one.aio_data = 0x123456789abcdefull;
    one.aio_key = 77;
    one.aio_lio_opcode = operation;
    one.aio_fildes = fd;
    one.aio_buf = (uintptr_t)buffer;
    one.aio_nbytes = count;
    one.aio_offset = offset;
}
/* Submits the request, and says what became of it. */
static void go(const char *what) {
    struct iocb *list[] = {&one};
    struct timespec now = {0, 0}, second = {5, 0};
    errno = 0;
    int submitted = submit(context, 1, list);
    say("%s: submitted %s key %u", what, result(submitted), one.aio_key);
    int count = events(context, submitted == 1, 1, got, submitted == 1 ? &second : &now);
    if (count == 1)
        say("  data %llx same %d res %lld res2 %lld", (unsigned long long)got[0].data, got[0].obj == (uintptr_t)&one,
            (long long)got[0].res, (long long)got[0].res2);
    else
        say("  no event: %d", count);
}

static void *later(void *unused) {
    struct iocb *list[] = {&one};
    usleep(200000);
    submit(context, 1, list);
    return unused;
}

static void nothing(int signal) { (void)signal; }

int main(void) {
    char data[64] = "data to be written", back[64] = {0};
    struct iocb *list[] = {&one, &one, (struct iocb *)8};
    struct timespec none = {0, 0}, short_time = {0, 50000000};
    aio_context_t other = 0, used = 5;

    TRY(setup(0, &other));
    TRY(setup(8, &used));
    TRY(setup(8, (aio_context_t *)8));
    TRY(setup(-1, &other));
    TRY(setup(0x7000000, &other));
    TRY(destroy(0));
    TRY(destroy(4096));
    TRY(submit(0, 1, list));
    TRY(submit(0, -1, list));
    TRY(events(0, 0, 1, got, &none));
    TRY(setup(8, &context));
    say("context: %s", context != 0 ? "there" : "none");
    TRY(submit(context, 0, list));
    TRY(submit(context, -1, list));
    TRY(submit(context, 1, (struct iocb **)8));
    TRY(submit(context, 1, list + 2));
    TRY(events(context, 1, 0, got, &none));
    TRY(events(context, -1, 1, got, &none));
    TRY(events(context, 0, 1, got, &none));
    TRY(events(context, 1, 1, got, &none));
    TRY(events(context, 1, 1, got, &short_time));
    TRY(events(context, 0, 1, got, (struct timespec *)8));

    int file = open("file", O_CREAT | O_RDWR, 0600), reader = open("file", O_RDONLY), writer = open("file", O_WRONLY);
    int directory = open(".", O_RDONLY), pipes[2], counter = eventfd(0, 0);
    pipe(pipes);
    request(IOCB_CMD_PWRITE, file, data, 18, 4), go("write");
    request(IOCB_CMD_PREAD, file, back, 64, 0), go("read");
    say("  %d %s", back[0], back + 4);
    request(IOCB_CMD_PREAD, file, back, 64, 1000), go("beyond the end");
    request(IOCB_CMD_PREAD, file, back, 0, 0), go("nothing");
    request(IOCB_CMD_PREAD, file, (void *)8, 4, 0), go("nowhere");
    request(IOCB_CMD_PREAD, file, back, -1, 0), go("negative length");
    request(IOCB_CMD_PREAD, file, back, 4, -1), go("negative offset");
    request(IOCB_CMD_PREAD, writer, back, 4, 0), go("not readable");
    request(IOCB_CMD_PWRITE, reader, data, 4, 0), go("not writable");
    request(IOCB_CMD_PREAD, -1, back, 4, 0), go("not open");
    request(IOCB_CMD_PREAD, directory, back, 4, 0), go("directory");
    request(99, file, back, 4, 0), go("unknown");
    request(4, file, back, 4, 0), go("four");
    request(IOCB_CMD_NOOP, file, back, 4, 0), go("noop");
    request(IOCB_CMD_PREAD, file, back, 4, 0), one.aio_reserved2 = 1, go("reserved");
    request(IOCB_CMD_FSYNC, file, 0, 0, 0), go("fsync");
    request(IOCB_CMD_FDSYNC, file, 0, 0, 0), go("fdatasync");
    request(IOCB_CMD_FSYNC, file, 0, 1, 0), go("fsync with length");
    struct iovec vector[] = {{data, 4}, {data + 5, 2}};
    request(IOCB_CMD_PWRITEV, file, vector, 2, 0), go("write vector");
    request(IOCB_CMD_PREADV, file, vector, 2, 2), go("read vector");
    request(IOCB_CMD_PREADV, file, vector, 2000, 0), go("long vector");
    request(IOCB_CMD_PREADV, file, (void *)8, 1, 0), go("vector nowhere");
    request(IOCB_CMD_PWRITE, pipes[1], "pipe", 4, 77), go("write to a pipe");
    request(IOCB_CMD_PREAD, pipes[0], back, 64, 77), go("read from a pipe");
    request(IOCB_CMD_PWRITE, file, data, 4, 0), one.aio_rw_flags = 0x10000000, go("unknown flag");
    request(IOCB_CMD_PWRITE, file, data, 4, 0), one.aio_rw_flags = 2, go("written through");
    request(IOCB_CMD_PWRITE, file, data, 4, 0), one.aio_rw_flags = 16, go("appended");
    say("  size %ld", (long)lseek(file, 0, SEEK_END));
    request(IOCB_CMD_PREAD, file, back, 4, 0), one.aio_flags = IOCB_FLAG_RESFD, one.aio_resfd = counter, go("told");
    uint64_t number = 0;
    read(counter, &number, 8);
    say("  counter %llu", (unsigned long long)number);
    request(IOCB_CMD_PREAD, file, back, 4, 0), one.aio_flags = IOCB_FLAG_RESFD, one.aio_resfd = file, go("told a file");
    request(IOCB_CMD_PREAD, file, back, 4, 0), one.aio_flags = IOCB_FLAG_RESFD, one.aio_resfd = -1, go("told nobody");

    request(IOCB_CMD_PREAD, file, back, 4, 0);
    TRY(submit(context, 3, list));
    TRY(events(context, 2, 64, got, NULL));
    TRY(submit(context, 2, list));
    TRY(events(context, 3, 64, got, &short_time));
    TRY(submit(context, 1, list));
    TRY(events(context, 1, 1, (struct io_event *)8, &none));
    TRY(cancel(context, &one, got));
    TRY(cancel(context, (struct iocb *)8, got));
    TRY(cancel(0, &one, got));
    one.aio_key = 5;
    TRY(cancel(context, &one, got));

    pthread_t thread;
    pthread_create(&thread, NULL, later, NULL);
    TRY(events(context, 1, 1, got, NULL));
    pthread_join(thread, NULL);
    signal(SIGALRM, nothing);
    ualarm(100000, 0);
    TRY(events(context, 1, 1, got, NULL));

    in_child("after fork", request(IOCB_CMD_PREAD, file, back, 4, 0); TRY(submit(context, 1, list)));
    TRY(destroy(context));
    TRY(destroy(context));
    TRY(submit(context, 1, list));
    return 0;
}
