/* Streams of the internet: connections, data, options, endings. */
#include "sockets.h"

static void refusals(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), port;
    struct sockaddr_in address = loopback(1);
    say("family 99: %s", result(socket(99, SOCK_STREAM, 0)));
    say("type 9: %s", result(socket(AF_INET, 9, 0)));
    say("flags: %s", result(socket(AF_INET, SOCK_STREAM | 0x100000, 0)));
    say("protocol 17 for a stream: %s", result(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP)));
    say("not a socket: %s", result(listen(0, 1)));
    say("not open: %s", result(listen(77, 1)));
    say("recv without connection: %s", result(recv(fd, &port, 4, 0)));
    say("getpeername without connection: %s", result(getpeername(fd, (struct sockaddr *)&address, &(socklen_t){16})));
    say("accept without listen: %s", result(accept(fd, NULL, NULL)));
    say("bind with a short address: %s", result(bind(fd, (struct sockaddr *)&address, 8)));
    say("bind with a long address: %s", result(bind(fd, (struct sockaddr *)&address, 200)));
    say("bind with a wild pointer: %s", result(bind(fd, (void *)8, 16)));
    address.sin_addr.s_addr = htonl(0x08080808);
    say("bind to a foreign address: %s", result(bind(fd, (struct sockaddr *)&address, sizeof address)));
    address = loopback(1);
    say("connect to a closed port: %s", result(connect(fd, (struct sockaddr *)&address, sizeof address)));
    say("socketpair: %s", result(socketpair(AF_INET, SOCK_STREAM, 0, (int[2]){0, 0})));
    say("lseek: %s", result(lseek(fd, 0, SEEK_SET)));
    say("pread: %s", result(pread(fd, &port, 1, 0)));
    say("fsync: %s", result(fsync(fd)));
    say("ftruncate: %s", result(ftruncate(fd, 0)));
    close(fd);
}

static void names(void) {
    int port, server = listener(&port);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(port), other;
    socklen_t length = sizeof other;
    say("connect: %s", result(connect(client, (struct sockaddr *)&address, sizeof address)));
    memset(&other, 0x55, sizeof other);
    int accepted = accept(server, (struct sockaddr *)&other, &length);
    struct sockaddr_in own;
    socklen_t own_length = sizeof own;
    getsockname(client, (struct sockaddr *)&own, &own_length);
    say("accepted: family %d, length %d, the client's port %d", other.sin_family, length, own.sin_port == other.sin_port);
    length = 4;
    memset(&other, 0x55, sizeof other);
    say("getpeername in 4 bytes: %s", result(getpeername(client, (struct sockaddr *)&other, &length)));
    say("length %d, family %d, the server's port %d, untouched %d", length, other.sin_family,
        ntohs(other.sin_port) == port, other.sin_addr.s_addr == 0x55555555);
    say("negative length: %s", result(getpeername(client, (struct sockaddr *)&other, &(socklen_t){-1})));
    struct stat status;
    fstat(client, &status);
    say("fstat: socket %d, mode %o, size %ld", S_ISSOCK(status.st_mode), status.st_mode & 07777, (long)status.st_size);
    char link[64] = "", expected[64], path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", client);
    readlink(path, link, sizeof link);
    snprintf(expected, sizeof expected, "socket:[%lu]", status.st_ino);
    say("link names the inode: %d", strcmp(link, expected) == 0);
    say("flags: %x", fcntl(client, F_GETFL));
    say("connect again: %s", result(connect(client, (struct sockaddr *)&address, sizeof address)));
    close(client);
    close(accepted);
    close(server);
}

static void *writer(void *argument) {
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    long sent = 0;
    for (int i = 0; i < 4; i++) sent += send(*(int *)argument, block, sizeof block, 0);
    shutdown(*(int *)argument, SHUT_WR);
    return (void *)sent;
}

static void data(void) {
    int pair[2];
    tcp_pair(pair);
    char buffer[256] = {0};
    struct iovec parts[3] = {{"one", 3}, {"", 0}, {"two", 3}};
    say("writev: %s", result(writev(pair[0], parts, 3)));
    say("peek: %s", result(recv(pair[1], buffer, 6, MSG_PEEK | MSG_WAITALL)));
    int pending = -1;
    say("FIONREAD: %s", result(ioctl(pair[1], FIONREAD, &pending)));
    say("pending: %d", pending);
    say("read: %s", result(read(pair[1], buffer, 4)));
    say("read the rest: %s", result(read(pair[1], buffer + 4, 100)));
    say("text: %s", buffer);
    say("nothing there: %s", result(recv(pair[1], buffer, 4, MSG_DONTWAIT)));
    say("recv into a wild pointer: %s", result(send(pair[0], "abc", 3, 0)));
    say("faults: %s", result(recv(pair[1], (void *)16, 3, 0)));
    say("is still there: %s", result(recv(pair[1], buffer, 3, 0)));
    say("send from a wild pointer: %s", result(send(pair[0], (void *)16, 3, 0)));
    char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page + 4096, 4096);
    say("send up to a hole: %s", result(send(pair[0], page + 4090, 3, 0)));
    say("recv 3: %s", result(recv(pair[1], buffer, 3, 0)));
    say("empty send: %s", result(send(pair[0], "", 0, 0)));
    say("empty write: %s", result(write(pair[0], "", 0)));
    say("empty read: %s", result(read(pair[1], buffer, 0)));
    say("out of band: %s", result(send(pair[0], "!", 1, MSG_OOB)));
    struct pollfd waiting = {pair[1], POLLPRI, 0};
    say("POLLPRI: %s", result(poll(&waiting, 1, 2000)));
    say("events %x", waiting.revents);
    int mark = -1;
    say("SIOCATMARK: %s", result(ioctl(pair[1], SIOCATMARK, &mark)));
    say("recv out of band: %s", result(recv(pair[1], buffer, 1, MSG_OOB)));
    say("%c, mark %d", buffer[0], mark);
    pthread_t thread;
    pthread_create(&thread, NULL, writer, &pair[0]);
    static char large[5 << 20];
    long all = recv(pair[1], large, 4 << 20, MSG_WAITALL);
    void *sent;
    pthread_join(thread, &sent);
    say("4 MiB: sent %ld, received %ld", (long)sent, all);
    long wrong = 0;
    for (long i = 0; i < all; i++) wrong += large[i] != 'x';
    say("wrong bytes: %ld", wrong);
    say("end: %s", result(recv(pair[1], buffer, 10, 0)));
    say("write the other way: %s", result(send(pair[1], "back", 4, 0)));
    say("read after shutdown: %s", result(recv(pair[0], buffer, 10, 0)));
    signal(SIGPIPE, SIG_IGN);
    say("write after shutdown: %s", result(send(pair[0], "x", 1, 0)));
    close(pair[0]);
    close(pair[1]);
}

static void pipe_signal(int number) { write(1, "SIGPIPE\n", 8); }

static void endings(void) {
    int pair[2];
    tcp_pair(pair);
    signal(SIGPIPE, pipe_signal);
    shutdown(pair[0], SHUT_WR);
    say("send: %s", result(send(pair[0], "x", 1, 0)));
    say("send without signal: %s", result(send(pair[0], "x", 1, MSG_NOSIGNAL)));
    say("write: %s", result(write(pair[0], "x", 1)));
    say("shutdown 7: %s", result(shutdown(pair[0], 7)));
    struct pollfd waiting = {pair[1], POLLIN | POLLRDHUP, 0};
    poll(&waiting, 1, 1000);
    say("peer sees %x", waiting.revents);
    struct linger linger = {1, 0};
    say("SO_LINGER: %s", result(setsockopt(pair[1], SOL_SOCKET, SO_LINGER, &linger, sizeof linger)));
    close(pair[1]);
    char byte;
    say("after a reset: %s", result(recv(pair[0], &byte, 1, 0)));
    close(pair[0]);
}

static void options(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), value = 1;
    socklen_t length = sizeof value;
    say("SO_REUSEADDR: %s", result(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, sizeof value)));
    value = 0;
    getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, &length);
    say("is %d of %d bytes", value, length);
    getsockopt(fd, SOL_SOCKET, SO_TYPE, &value, &length);
    say("SO_TYPE %d", value);
    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &value, &length);
    say("SO_DOMAIN %d", value);
    getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &value, &length);
    say("SO_PROTOCOL %d", value);
    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &length);
    say("SO_ACCEPTCONN %d", value);
    value = 1;
    say("TCP_NODELAY: %s", result(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, sizeof value)));
    value = 0;
    getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, &length);
    say("is %d", value);
    say("short: %s", result(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, 2)));
    say("unknown: %s", result(setsockopt(fd, SOL_SOCKET, 12345, &value, sizeof value)));
    say("unknown level: %s", result(setsockopt(fd, 12345, 1, &value, sizeof value)));
    say("negative length: %s", result(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, -4)));
    struct timeval time = {1, 500000}, read_back = {0};
    say("SO_RCVTIMEO: %s", result(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time)));
    length = sizeof read_back;
    say("get: %s", result(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &read_back, &length)));
    say("is %ld.%06ld of %d bytes", read_back.tv_sec, read_back.tv_usec, length);
    time.tv_usec = 1000000;
    say("out of range: %s", result(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time)));
    value = 5;
    length = 2;
    say("cut: %s", result(getsockopt(fd, SOL_SOCKET, SO_TYPE, &value, &length)));
    say("length %d", length);
    value = 1;
    say("FIOASYNC: %s", result(ioctl(fd, FIOASYNC, &value)));
    say("flags %x", fcntl(fd, F_GETFL));
    say("F_SETOWN: %s", result(fcntl(fd, F_SETOWN, getpid())));
    close(fd);
}

static long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void nothing(int number) {}

static void waiting(void) {
    int pair[2], port, server = listener(&port);
    char byte;
    tcp_pair(pair);
    struct timeval time = {0, 50000};
    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    long begun = milliseconds();
    say("times out: %s", result(recv(pair[0], &byte, 1, 0)));
    long took = milliseconds() - begun;
    say("in time: %d", took >= 49 && took < 2000);
    setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    say("accept times out: %s", result(accept(server, NULL, NULL)));
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    say("does not block: %s", result(recv(pair[1], &byte, 1, 0)));
    int off = 0;
    ioctl(pair[1], FIONBIO, &off);
    say("flags: %x", fcntl(pair[1], F_GETFL));
    struct sigaction action = {.sa_handler = nothing};
    sigaction(SIGALRM, &action, NULL);
    ualarm(30000, 0);
    say("interrupted: %s", result(recv(pair[1], &byte, 1, 0)));
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, NULL);
    pid_t child = fork();
    if (child == 0) {
        usleep(100000);
        send(pair[0], "r", 1, 0);
        _exit(0);
    }
    ualarm(30000, 0);
    say("restarted: %s", result(recv(pair[1], &byte, 1, 0)));
    waitpid(child, NULL, 0);
    time.tv_sec = 5;
    setsockopt(pair[1], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    ualarm(30000, 0);
    say("with a time limit not restarted: %s", result(recv(pair[1], &byte, 1, 0)));
    close(pair[0]);
    close(pair[1]);
    close(server);
}

static void connecting(void) {
    int port, server = listener(&port), value;
    socklen_t length = sizeof value;
    struct sockaddr_in address = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    say("flags %x, close on exec %d", fcntl(fd, F_GETFL), fcntl(fd, F_GETFD));
    say("in progress: %s", result(connect(fd, (struct sockaddr *)&address, sizeof address)));
    struct pollfd waiting = {fd, POLLOUT, 0};
    say("poll: %s", result(poll(&waiting, 1, 2000)));
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &length);
    say("error %d", value);
    int accepted = accept4(server, NULL, NULL, SOCK_NONBLOCK);
    say("accepted with flags %x, close on exec %d", fcntl(accepted, F_GETFL), fcntl(accepted, F_GETFD));
    say("accept4 with other flags: %s", result(accept4(server, NULL, NULL, 1)));
    close(fd);
    close(accepted);
    close(server);
    fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(fd, (struct sockaddr *)&address, sizeof address);
    waiting.fd = fd;
    poll(&waiting, 1, 2000);
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &length);
    say("refused: %s", strerrorname_np(value));
    close(fd);
}

static void inherited(void) {
    int port, server = listener(&port);
    struct sockaddr_in address = loopback(port);
    pid_t child = fork();
    if (child == 0) {
        int connection = accept(server, NULL, NULL);
        dup2(connection, 0);
        dup2(connection, 1);
        close(connection);
        execl("/proc/self/exe", "tcp", "shout", NULL);
        _exit(127);
    }
    close(server);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    connect(client, (struct sockaddr *)&address, sizeof address);
    send(client, "through a child", 15, 0);
    shutdown(client, SHUT_WR);
    char text[64] = {0};
    long got = recv(client, text, sizeof text, MSG_WAITALL);
    int status;
    waitpid(child, &status, 0);
    say("child said %ld: %s, status %x", got, text, status);
    close(client);
}

static void six(void) {
    int server = socket(AF_INET6, SOCK_STREAM, 0);
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT}, other;
    socklen_t length = sizeof address;
    say("bind: %s", result(bind(server, (struct sockaddr *)&address, sizeof address)));
    listen(server, 1);
    getsockname(server, (struct sockaddr *)&address, &length);
    int client = socket(AF_INET6, SOCK_STREAM, 0);
    say("connect: %s", result(connect(client, (struct sockaddr *)&address, sizeof address)));
    length = sizeof other;
    int accepted = accept(server, (struct sockaddr *)&other, &length);
    char text[64];
    say("from %s, length %d", inet_ntop(AF_INET6, &other.sin6_addr, text, sizeof text), length);
    say("send: %s", result(send(client, "six", 3, 0)));
    say("recv: %s", result(recv(accepted, text, 10, 0)));
    close(server);
    close(client);
    close(accepted);
}

static void from_file(void) {
    int pair[2];
    tcp_pair(pair);
    FILE *file = tmpfile();
    fputs("contents of a file", file);
    fflush(file);
    off_t offset = 3;
    say("sendfile: %s", result(sendfile(pair[0], fileno(file), &offset, 8)));
    char text[64] = {0};
    say("recv: %s", result(recv(pair[1], text, sizeof text, 0)));
    say("offset %ld: %s", (long)offset, text);
    int ends[2];
    pipe(ends);
    send(pair[0], "spliced", 7, 0);
    say("splice in: %s", result(splice(pair[1], NULL, ends[1], NULL, 64, 0)));
    say("splice out: %s", result(splice(ends[0], NULL, pair[1], NULL, 7, 0)));
    memset(text, 0, sizeof text);
    say("recv: %s", result(recv(pair[0], text, sizeof text, 0)));
    say("%s", text);
    offset = 0;
    shutdown(pair[0], SHUT_WR);
    say("sendfile after shutdown: %s", result(sendfile(pair[0], fileno(file), &offset, 8)));
    close(pair[0]);
    close(pair[1]);
}

/* What the executed child does with its standard streams. */
static int shout(void) {
    int character;
    while ((character = getchar()) != EOF) putchar(character >= 'a' && character <= 'z' ? character - 32 : character);
    return 0;
}

int main(int count, char **arguments) {
    if (count > 1) return shout();
    refusals();
    names();
    data();
    endings();
    options();
    waiting();
    connecting();
    inherited();
    six();
    from_file();
    return 0;
}
