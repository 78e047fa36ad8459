/* read, write and their relatives, seek, copies inside the kernel, sync and advice: results and errors. */
#include "say.h"
#include <sys/sendfile.h>
#include <sys/uio.h>

#define TRY(call) try(#call, (errno = 0, (long)(call)))
static long try(const char *text, long value) {
    say("%s: %s", text, result(value));
    return value;
}
#define VECTOR(n, ...) ((struct iovec[]){__VA_ARGS__}), n
static char buffer[65536];
static long position(int fd) { return lseek(fd, 0, SEEK_CUR); }
static long preadv2_(int fd, struct iovec *v, int n, long offset, int flags) { return syscall(SYS_preadv2, fd, v, n, offset, 0, flags); }
static long pwritev2_(int fd, struct iovec *v, int n, long offset, int flags) { return syscall(SYS_pwritev2, fd, v, n, offset, 0, flags); }

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    int file = open("file", O_CREAT | O_RDWR, 0600), reader = open("file", O_RDONLY), writer = open("file", O_WRONLY);
    int append = open("file", O_RDWR | O_APPEND), dir = open(".", O_RDONLY), path = open("file", O_PATH);
    int p[2], q[2], full[2], closed[2], halfclosed[2];
    pipe(p);
    pipe(q);
    pipe2(full, O_NONBLOCK);
    while (write(full[1], buffer, 4096) > 0) {}
    pipe(closed);
    close(closed[0]);
    pipe(halfclosed);
    close(halfclosed[1]);
    long off;

    TRY(write(file, "0123456789", 10));
    TRY(position(file));
    TRY(read(file, buffer, 10));
    TRY(read(reader, buffer, 4));
    TRY(read(writer, buffer, 4));
    TRY(write(reader, buffer, 4));
    TRY(read(99, buffer, 4));
    TRY(read(-1, buffer, 4));
    TRY(read(reader, (char *)8, 4));
    TRY(position(reader));
    TRY(read(reader, (char *)8, 0));
    TRY(read(reader, buffer, 0));
    TRY(read(reader, buffer, -1));
    TRY(write(file, (char *)8, 4));
    TRY(write(file, buffer, -1));
    TRY(write(file, (char *)8, 0));
    TRY(read(dir, buffer, 4));
    TRY(write(dir, buffer, 4));
    TRY(read(path, buffer, 4));
    TRY(read(halfclosed[0], buffer, 4));
    TRY(write(closed[1], buffer, 4));
    TRY(write(closed[1], buffer, 0));
    TRY(write(full[1], buffer, 1));
    TRY(read(p[1], buffer, 1));
    TRY(write(p[0], buffer, 1));
    TRY(write(append, "a", 1));
    TRY(position(append));
    TRY(pwrite(append, "b", 1, 0));
    TRY(lseek(append, 0, SEEK_END));

    TRY(pread(file, buffer, 4, 2));
    TRY(pread(file, buffer, 4, -1));
    TRY(pread(file, buffer, 100, 5));
    TRY(pread(file, buffer, 4, 1000));
    TRY(pread(p[0], buffer, 4, 0));
    TRY(pwrite(p[1], buffer, 4, 0));
    TRY(pread(dir, buffer, 4, 0));
    TRY(pread(writer, buffer, 4, 0));
    TRY(pwrite(reader, buffer, 4, 0));
    TRY(pread(99, buffer, 4, -1));
    TRY(pwrite(file, buffer, 4, -1));
    TRY(pwrite(file, buffer, 1, 0x7fffffffffffffff));
    TRY(pread(file, buffer, 1, 0x7fffffffffffffff));

    TRY(readv(reader, VECTOR(2, {buffer, 3}, {buffer + 10, 4})));
    TRY(readv(reader, NULL, 0));
    TRY(readv(reader, NULL, 1));
    TRY(readv(reader, NULL, -1));
    TRY(readv(reader, (struct iovec *)8, 1));
    TRY(readv(reader, VECTOR(1025, {0})));
    TRY(readv(reader, VECTOR(1, {buffer, -1})));
    TRY(readv(reader, VECTOR(2, {buffer, 1}, {buffer, -1})));
    lseek(reader, 0, SEEK_SET);
    TRY(readv(reader, VECTOR(2, {buffer, 3}, {(char *)8, 4})));
    TRY(position(reader));
    TRY(readv(reader, VECTOR(2, {(char *)8, 4}, {buffer, 3})));
    TRY(readv(reader, VECTOR(2, {(char *)8, 0}, {buffer, 2})));
    TRY(readv(99, NULL, 1));
    TRY(readv(writer, NULL, 1));
    TRY(readv(dir, VECTOR(1, {buffer, 1})));
    TRY(writev(file, VECTOR(2, {"ab", 2}, {"cde", 3})));
    TRY(writev(file, VECTOR(2, {"ab", 2}, {(char *)8, 3})));
    TRY(writev(file, VECTOR(1, {(char *)8, 3})));
    TRY(writev(reader, VECTOR(1, {"a", 1})));
    TRY(writev(file, NULL, 0));
    TRY(writev(closed[1], VECTOR(1, {"a", 1})));
    TRY(preadv(file, VECTOR(1, {buffer, 3}), 1));
    TRY(preadv(file, VECTOR(1, {buffer, 3}), -1));
    TRY(preadv(p[0], VECTOR(1, {buffer, 3}), 1));
    TRY(pwritev(p[1], VECTOR(1, {buffer, 3}), 1));
    TRY(preadv(99, VECTOR(1, {buffer, 3}), -1));
    TRY(preadv2_(file, VECTOR(1, {buffer, 3}), 0, 0));
    TRY(preadv2_(file, VECTOR(1, {buffer, 3}), -1, 0));
    TRY(preadv2_(file, VECTOR(1, {buffer, 3}), -2, 0));
    TRY(preadv2_(file, VECTOR(1, {buffer, 3}), 0, 0x100000));
    TRY(preadv2_(file, VECTOR(1, {buffer, 3}), 0, 1));
    TRY(preadv2_(file, VECTOR(1, {buffer, 3}), 0, 8));
    TRY(preadv2_(p[0], VECTOR(1, {buffer, 3}), -1, 8));
    TRY(preadv2_(99, VECTOR(1, {buffer, 3}), 0, 0x100000));
    TRY(pwritev2_(file, VECTOR(1, {"xyz", 3}), 0, 2));
    TRY(pwritev2_(file, VECTOR(1, {"xyz", 3}), 0, 4));
    TRY(pwritev2_(file, VECTOR(1, {"xyz", 3}), -1, 0));
    long end = lseek(file, 0, SEEK_END);
    lseek(file, 2, SEEK_SET);
    TRY(pwritev2_(file, VECTOR(1, {"end", 3}), -1, 16));
    TRY(position(file) - end);
    TRY(pwritev2_(file, VECTOR(1, {"end", 3}), 0, 16));
    TRY(lseek(file, 0, SEEK_END) - end);
    TRY(pwritev2_(p[1], VECTOR(1, {"end", 3}), -1, 16));
    TRY(read(p[0], buffer, 10));
    TRY(pwritev2_(file, VECTOR(1, {"xyz", 3}), 0, 0x100000));

    TRY(lseek(file, 0, SEEK_SET));
    TRY(lseek(file, -1, SEEK_SET));
    TRY(lseek(file, -1, SEEK_CUR));
    TRY(lseek(file, 5, SEEK_CUR));
    TRY(lseek(file, -3, SEEK_CUR));
    TRY(lseek(file, -1, SEEK_END) > 0);
    TRY(lseek(file, -10000, SEEK_END));
    TRY(lseek(file, 0, 9));
    TRY(lseek(file, 0, -1));
    TRY(lseek(file, 0, SEEK_DATA));
    TRY(lseek(file, 0, SEEK_HOLE) > 0);
    TRY(lseek(file, 100000, SEEK_DATA));
    TRY(lseek(file, 100000, SEEK_HOLE));
    TRY(lseek(file, -1, SEEK_DATA));
    TRY(lseek(file, 0x7fffffffffffffff, SEEK_SET));
    TRY(lseek(file, 0x7fffffffffffffff, SEEK_CUR));
    TRY(lseek(file, 1l << 45, SEEK_SET));
    TRY(lseek(p[0], 0, SEEK_SET));
    TRY(lseek(p[0], 0, 9));
    TRY(lseek(99, 0, 9));
    TRY(lseek(99, 0, SEEK_SET));
    TRY(lseek(dir, 0, SEEK_SET));
    TRY(lseek(path, 0, SEEK_SET));

    int target = open("target", O_CREAT | O_RDWR, 0600), target2 = open("target", O_RDONLY);
    int target_append = open("target", O_RDWR | O_APPEND);
    ftruncate(file, 0);
    pwrite(file, "0123456789abcdef", 16, 0);
    lseek(file, 0, SEEK_SET);
    TRY(sendfile(target, file, NULL, 5));
    TRY(position(file));
    off = 3;
    TRY(sendfile(target, file, &off, 100));
    TRY(off);
    TRY(position(file));
    off = -1;
    TRY(sendfile(target, file, &off, 1));
    off = 100;
    TRY(sendfile(target, file, &off, 1));
    TRY(sendfile(target, file, (off_t *)8, 1));
    TRY(sendfile(target2, file, NULL, 1));
    TRY(sendfile(target, writer, NULL, 1));
    TRY(sendfile(99, file, NULL, 1));
    TRY(sendfile(target, 99, NULL, 1));
    TRY(sendfile(target, p[0], NULL, 1));
    TRY(sendfile(target, dir, NULL, 1));
    TRY(sendfile(p[1], file, NULL, 4));
    TRY(read(p[0], buffer, 100));
    TRY(sendfile(target, file, NULL, 0));
    TRY(sendfile(target_append, file, NULL, 1));
    TRY(sendfile(closed[1], file, NULL, 1));
    TRY(sendfile(full[1], file, NULL, 1));
    lseek(file, 0, SEEK_SET);
    TRY(copy_file_range(file, NULL, target, NULL, 4, 0));
    TRY(position(file));
    off = 2;
    long off2 = 0;
    TRY(copy_file_range(file, &off, target, &off2, 100, 0));
    TRY(off * 1000 + off2);
    TRY(copy_file_range(file, NULL, target, NULL, 4, 1));
    TRY(copy_file_range(file, NULL, target2, NULL, 4, 0));
    TRY(copy_file_range(writer, NULL, target, NULL, 4, 0));
    TRY(copy_file_range(file, NULL, target_append, NULL, 4, 0));
    TRY(copy_file_range(p[0], NULL, target, NULL, 4, 0));
    TRY(copy_file_range(file, NULL, p[1], NULL, 4, 0));
    TRY(copy_file_range(dir, NULL, target, NULL, 4, 0));
    TRY(copy_file_range(99, NULL, target, NULL, 4, 0));
    TRY(copy_file_range(file, NULL, 99, NULL, 4, 0));
    off = 0, off2 = 2;
    TRY(copy_file_range(file, &off, file, &off2, 8, 0));
    off = 0, off2 = 8;
    TRY(copy_file_range(file, &off, file, &off2, 8, 0));
    off = -1;
    TRY(copy_file_range(file, &off, target, NULL, 8, 0));
    off = 100;
    TRY(copy_file_range(file, &off, target, NULL, 8, 0));
    TRY(copy_file_range(file, NULL, target, NULL, 0, 0));
    TRY(copy_file_range(file, (off_t *)8, target, NULL, 8, 0));
    TRY(copy_file_range(file, NULL, target, NULL, -1, 0));

    lseek(file, 0, SEEK_SET);
    TRY(splice(file, NULL, p[1], NULL, 4, 0));
    TRY(splice(p[0], NULL, target, NULL, 2, 0));
    off = 1;
    TRY(splice(p[0], NULL, target, &off, 100, 0));
    TRY(off);
    TRY(splice(file, NULL, target, NULL, 4, 0));
    TRY(splice(p[0], &off, target, NULL, 4, 0));
    TRY(splice(file, NULL, p[1], &off, 4, 0));
    TRY(splice(p[0], NULL, p[1], NULL, 4, 0));
    TRY(splice(99, NULL, p[1], NULL, 4, 0));
    TRY(splice(file, NULL, 99, NULL, 4, 0));
    TRY(splice(writer, NULL, p[1], NULL, 4, 0));
    TRY(splice(p[0], NULL, reader, NULL, 4, 0));
    TRY(splice(file, NULL, p[0], NULL, 4, 0));
    TRY(splice(file, NULL, p[1], NULL, 4, 0x100));
    TRY(splice(file, NULL, p[1], NULL, 0, 0));
    TRY(splice(p[0], NULL, target, NULL, 4, SPLICE_F_NONBLOCK));
    TRY(splice(halfclosed[0], NULL, target, NULL, 4, 0));
    TRY(splice(file, NULL, closed[1], NULL, 4, 0));
    TRY(splice(p[0], NULL, target_append, NULL, 4, 0));
    off = -1;
    TRY(splice(file, &off, p[1], NULL, 4, 0));
    TRY(splice(dir, NULL, p[1], NULL, 4, 0));
    TRY(write(p[1], "tee me", 6));
    TRY(tee(p[0], q[1], 100, 0));
    TRY(read(q[0], buffer, 100));
    TRY(read(p[0], buffer, 100));
    TRY(tee(p[0], q[1], 100, SPLICE_F_NONBLOCK));
    TRY(tee(p[0], p[1], 100, 0));
    TRY(tee(file, p[1], 100, 0));
    TRY(tee(p[0], file, 100, 0));
    TRY(tee(99, p[1], 100, 0));
    TRY(tee(p[0], q[1], 0, 0));
    TRY(tee(p[0], q[1], 1, 0x100));
    TRY(vmsplice(p[1], VECTOR(2, {"one", 3}, {"two", 3}), 0));
    TRY(vmsplice(p[0], VECTOR(1, {buffer, 100}), 0));
    TRY(vmsplice(file, VECTOR(1, {buffer, 100}), 0));
    TRY(vmsplice(99, VECTOR(1, {buffer, 100}), 0));
    TRY(vmsplice(p[1], NULL, 0, 0));
    TRY(vmsplice(p[1], VECTOR(1, {(char *)8, 100}), 0));
    TRY(vmsplice(p[1], VECTOR(1, {"one", 3}), 0x100));
    TRY(vmsplice(p[1], VECTOR(1025, {"one", 3}), 0));

    TRY(fsync(file));
    TRY(fsync(reader));
    TRY(fsync(p[0]));
    TRY(fsync(99));
    TRY(fdatasync(dir));
    TRY(fdatasync(p[1]));
    TRY(fdatasync(99));
    TRY(syncfs(file));
    TRY(syncfs(99));
    TRY(syncfs(path));
    TRY(sync_file_range(file, 0, 10, 7));
    TRY(sync_file_range(file, 0, 10, 8));
    TRY(sync_file_range(file, -1, 10, 7));
    TRY(sync_file_range(file, 0, -1, 7));
    TRY(sync_file_range(file, 0x7fffffffffffffff, 10, 7));
    TRY(sync_file_range(p[0], 0, 10, 7));
    TRY(sync_file_range(99, 0, 10, 7));
    TRY(posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED));
    TRY(posix_fadvise(file, 0, 0, 9));
    TRY(posix_fadvise(file, 0, -1, 0));
    TRY(posix_fadvise(p[0], 0, 0, 0));
    TRY(posix_fadvise(99, 0, 0, 0));
    TRY(posix_fadvise(path, 0, 0, 0));
    TRY(readahead(file, 0, 100));
    TRY(readahead(p[0], 0, 100));
    TRY(readahead(writer, 0, 100));
    TRY(readahead(99, 0, 100));
    TRY(readahead(dir, 0, 100));

    /* The limit on the size of files. */
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit size = {20, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &size);
    /* What is said goes to a file as well: only after the limit is gone. */
    long answers[6];
    int errors[6];
    for (int i = 0; i < 6; i++) {
        errno = 0;
        answers[i] = i == 0 ? pwrite(file, buffer, 10, 15)
                     : i == 1 ? pwrite(file, buffer, 10, 20)
                     : i == 2 ? ftruncate(file, 21)
                     : i == 3 ? truncate("file", 21)
                     : i == 4 ? ftruncate(file, 20)
                              : fallocate(file, 0, 0, 21);
        errors[i] = errno;
    }
    size.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &size);
    for (int i = 0; i < 6; i++) errno = errors[i], say("limit %d: %s", i, result(answers[i]));
    size.rlim_cur = 20;
    signal(SIGXFSZ, SIG_DFL);
    in_child("beyond the limit", setrlimit(RLIMIT_FSIZE, &size), pwrite(file, buffer, 10, 20));
    return 0;
}
