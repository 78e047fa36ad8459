/* Open files and credentials that travel through sockets. */
#include "sockets.h"

/* Sends bytes with descriptors and, if who is given, credentials. */
static long pass(int fd, const char *bytes, long length, int *files, int count, struct ucred *who) {
    char control[2048] = {0};
    struct iovec part = {(void *)bytes, length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control};
    struct cmsghdr *header = (struct cmsghdr *)control;
    if (count) {
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(header), files, count * sizeof(int));
        message.msg_controllen += CMSG_SPACE(count * sizeof(int));
        header = (struct cmsghdr *)(control + message.msg_controllen);
    }
    if (who) {
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_CREDENTIALS;
        header->cmsg_len = CMSG_LEN(sizeof *who);
        memcpy(CMSG_DATA(header), who, sizeof *who);
        message.msg_controllen += CMSG_SPACE(sizeof *who);
    }
    return sendmsg(fd, &message, 0);
}

/* Receives and says what came; descriptors go to files. */
static int receive(int fd, int room, int flags, int *files) {
    char control[2048] = {0}, bytes[64] = {0};
    struct iovec part = {bytes, sizeof bytes - 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = room};
    long got = recvmsg(fd, &message, flags);
    int count = 0;
    say("received %s: '%s', control %zu, flags %x", result(got), bytes, message.msg_controllen, message.msg_flags);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_type == SCM_RIGHTS) {
            count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            memcpy(files, CMSG_DATA(header), count * sizeof(int));
            say("  %d files", count);
        } else if (header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred who;
            memcpy(&who, CMSG_DATA(header), sizeof who);
            say("  credentials of %s, user %d, group %d", who.pid == getpid() ? "us" : who.pid == 0 ? "nobody" : "another",
                who.uid == getuid(), who.gid == getgid());
        }
    }
    return count;
}

static void every_kind(int type) {
    int pair[2], ends[2], files[16], epoll = epoll_create1(0);
    socketpair(AF_UNIX, type, 0, pair);
    pipe(ends);
    write(ends[1], "in the pipe", 11);
    int text = open("text", O_CREAT | O_RDWR | O_TRUNC, 0600);
    write(text, "in the file", 11);
    lseek(text, 0, SEEK_SET);
    int sent[] = {ends[0], text, open("/proc/self/stat", O_RDONLY), epoll, open(".", O_RDONLY), open(".", O_PATH), open("/dev/null", O_RDWR)};
    struct epoll_event event = {EPOLLIN, {.u64 = 42}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event);
    say("send: %s", result(pass(pair[0], "files", 5, sent, 7, NULL)));
    for (int i = 0; i < 7; i++) if (sent[i] != ends[0]) close(sent[i]);
    int count = receive(pair[1], 2048, MSG_CMSG_CLOEXEC, files);
    char bytes[64] = {0};
    memset(&event, 0, sizeof event);
    say("epoll: %s", result(epoll_wait(files[3], &event, 1, 1000)));
    say("event %x %d", event.events, (int)event.data.u64);
    close(ends[0]);
    say("pipe: %s", result(read(files[0], bytes, 64)));
    say("%s", bytes);
    say("file: %s", result(read(files[1], bytes, 64)));
    say("%s", bytes);
    say("procfs: %d", read(files[2], bytes, 64) > 10);
    say("directory: %s", outcome(openat(files[4], "text", O_RDONLY)));
    say("path only: %s", outcome(openat(files[5], "text", O_RDONLY)));
    say("device: %s", result(write(files[6], "x", 1)));
    for (int i = 0; i < count; i++) {
        say("close on exec %d", fcntl(files[i], F_GETFD));
        close(files[i]);
    }
    close(ends[1]);
    close(pair[0]);
    close(pair[1]);
    unlink("text");
}

static void limits(void) {
    int pair[2], files[300], many[300];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    for (int i = 0; i < 300; i++) many[i] = 1;
    say("254 files: %s", result(pass(pair[0], "x", 1, many, 254, NULL)));
    say("253 files: %s", result(pass(pair[0], "x", 1, many, 253, NULL)));
    int count = receive(pair[1], 2048, 0, files);
    for (int i = 0; i < count; i++) close(files[i]);
    many[1] = 999;
    say("a bad descriptor: %s", result(pass(pair[0], "x", 1, many, 2, NULL)));
    many[1] = 1;
    for (int room = 0; room <= 40; room += 4) {
        say("room %d: sent %s", room, result(pass(pair[0], "cut", 3, many, 3, NULL)));
        count = receive(pair[1], room, 0, files);
        for (int i = 0; i < count; i++) close(files[i]);
    }
    pass(pair[0], "one", 3, many, 1, NULL);
    pass(pair[0], "two", 3, NULL, 0, NULL);
    pass(pair[0], "three", 5, many, 1, NULL);
    pass(pair[0], "four", 4, many, 2, NULL);
    for (int i = 0; i < 3; i++) {
        count = receive(pair[1], 2048, 0, files);
        for (int i = 0; i < count; i++) close(files[i]);
    }
    pass(pair[0], "peek", 4, many, 2, NULL);
    for (int i = 0; i < 2; i++) {
        count = receive(pair[1], 2048, i == 0 ? MSG_PEEK : 0, files);
        for (int i = 0; i < count; i++) close(files[i]);
    }
    int next = dup(0);
    close(next);
    pass(pair[0], "read", 4, many, 2, NULL);
    char bytes[8];
    say("read drops them: %s", result(read(pair[1], bytes, 8)));
    int after = dup(0);
    say("no descriptor was made: %d", next == after);
    close(after);
    struct rlimit limit = {after + 1, 4096};
    setrlimit(RLIMIT_NOFILE, &limit);
    pass(pair[0], "full", 4, many, 3, NULL);
    count = receive(pair[1], 2048, 0, files);
    for (int i = 0; i < count; i++) close(files[i]);
    limit.rlim_cur = 1024;
    setrlimit(RLIMIT_NOFILE, &limit);
    char broken[32] = {0};
    struct iovec part = {"x", 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = broken, .msg_controllen = 32};
    ((struct cmsghdr *)broken)->cmsg_len = 8;
    say("short header: %s", result(sendmsg(pair[0], &message, 0)));
    ((struct cmsghdr *)broken)->cmsg_len = 64;
    say("long header: %s", result(sendmsg(pair[0], &message, 0)));
    ((struct cmsghdr *)broken)->cmsg_len = 20;
    ((struct cmsghdr *)broken)->cmsg_level = SOL_SOCKET;
    ((struct cmsghdr *)broken)->cmsg_type = 77;
    say("unknown type: %s", result(sendmsg(pair[0], &message, 0)));
    close(pair[0]);
    close(pair[1]);
}

/* The reader of a pipe sees its end once the last message that held the other end is gone. */
static void lost(void) {
    int pair[2], ends[2];
    char byte;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    pipe(ends);
    pass(pair[0], "x", 1, &ends[1], 1, NULL);
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    say("in flight: %s", result(read(ends[0], &byte, 1)));
    close(pair[1]);
    close(pair[0]);
    say("lost: %s", result(read(ends[0], &byte, 1)));
    close(ends[0]);
}

static void across_processes(void) {
    int pair[2], files[4];
    socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair);
    pid_t child = fork();
    if (child == 0) {
        int inner[2];
        socketpair(AF_UNIX, SOCK_STREAM, 0, inner);
        pass(pair[1], "socket", 6, &inner[0], 1, NULL);
        close(inner[0]);
        char bytes[16] = {0};
        recv(inner[1], bytes, 16, 0);
        send(inner[1], bytes, strlen(bytes), 0);
        _exit(0);
    }
    receive(pair[0], 256, 0, files);
    char bytes[16] = {0};
    send(files[0], "echo", 4, 0);
    say("from the child: %s", result(recv(files[0], bytes, 16, 0)));
    say("%s", bytes);
    waitpid(child, NULL, 0);
    say("end: %s", result(recv(files[0], bytes, 16, 0)));
    close(files[0]);
    close(pair[0]);
    close(pair[1]);
}

static void credentials(int type) {
    int pair[2], on = 1, files[4];
    socketpair(AF_UNIX, type, 0, pair);
    struct ucred own = {getpid(), getuid(), getgid()};
    pass(pair[0], "before", 6, NULL, 0, NULL);
    say("SO_PASSCRED: %s", result(setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on)));
    receive(pair[1], 256, 0, files);
    pass(pair[0], "implied", 7, NULL, 0, NULL);
    receive(pair[1], 256, 0, files);
    say("own: %s", result(pass(pair[0], "own", 3, &on, 1, &own)));
    close(receive(pair[1], 256, 0, files) ? files[0] : -1);
    pid_t child = fork();
    if (child == 0) {
        pass(pair[0], "child", 5, NULL, 0, NULL);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    receive(pair[1], 256, 0, files);
    own.pid = 99999999;
    say("nobody's pid: %s", result(pass(pair[0], "lie", 3, NULL, 0, &own)));
    pass(pair[0], "cut", 3, NULL, 0, NULL);
    receive(pair[1], 20, 0, files);
    pass(pair[0], "none", 4, NULL, 0, NULL);
    receive(pair[1], 0, 0, files);
    close(pair[0]);
    close(pair[1]);
}

int main(void) {
    every_kind(SOCK_STREAM);
    every_kind(SOCK_DGRAM);
    limits();
    lost();
    across_processes();
    credentials(SOCK_STREAM);
    credentials(SOCK_DGRAM);
    return 0;
}
