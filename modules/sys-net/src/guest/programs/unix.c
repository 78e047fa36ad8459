/* Sockets of one machine: paths, abstract names, pairs, datagrams, credentials. */
#include "sockets.h"

static struct sockaddr_un at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, path);
    return address;
}

static socklen_t length_of(const char *path) { return offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1; }

static int bound(int type, const char *path) {
    int fd = socket(AF_UNIX, type, 0);
    struct sockaddr_un address = at(path);
    say("bind %s: %s", path, result(bind(fd, (struct sockaddr *)&address, sizeof address)));
    return fd;
}

static long connect_to(int fd, const char *path) {
    struct sockaddr_un address = at(path);
    return connect(fd, (struct sockaddr *)&address, length_of(path));
}

static void show(const char *what, struct sockaddr_un *address, socklen_t length) {
    if (length == 2) say("%s: unnamed", what);
    else if (address->sun_path[0]) say("%s: %s, length %d", what, address->sun_path, length);
    else say("%s: abstract %.*s, length %d", what, (int)length - 3, address->sun_path + 1, length);
}

static void names_of(const char *who, int fd) {
    struct sockaddr_un address;
    socklen_t length = sizeof address;
    char what[64];
    memset(&address, 0, sizeof address);
    snprintf(what, sizeof what, "%s's own name", who);
    if (getsockname(fd, (struct sockaddr *)&address, &length)) say("%s: %s", what, result(-1));
    else show(what, &address, length);
    length = sizeof address;
    memset(&address, 0, sizeof address);
    snprintf(what, sizeof what, "%s's peer", who);
    if (getpeername(fd, (struct sockaddr *)&address, &length)) say("%s: %s", what, result(-1));
    else show(what, &address, length);
}

static void stream(void) {
    int server = bound(SOCK_STREAM, "stream");
    struct stat status;
    stat("stream", &status);
    say("mode %o", status.st_mode);
    int client = socket(AF_UNIX, SOCK_STREAM, 0);
    say("connect before listen: %s", result(connect_to(client, "stream")));
    say("bind again: %s", result(bind(server, (struct sockaddr *)&(struct sockaddr_un){AF_UNIX, "other"}, 10)));
    int second = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = at("stream");
    say("bind to the same: %s", result(bind(second, (struct sockaddr *)&address, sizeof address)));
    close(second);
    say("listen: %s", result(listen(server, 2)));
    int datagram = socket(AF_UNIX, SOCK_DGRAM, 0);
    say("connect with another type: %s", result(connect_to(datagram, "stream")));
    close(datagram);
    say("connect to nothing: %s", result(connect_to(client, "nothing")));
    close(open("plain", O_CREAT | O_WRONLY, 0600));
    say("connect to a plain file: %s", result(connect_to(client, "plain")));
    say("connect: %s", result(connect_to(client, "stream")));
    say("connect again: %s", result(connect_to(client, "stream")));
    names_of("client", client);
    struct sockaddr_un peer;
    socklen_t length = sizeof peer;
    int accepted = accept(server, (struct sockaddr *)&peer, &length);
    show("accepted", &peer, length);
    names_of("accepted", accepted);
    say("send: %s", result(send(client, "hello", 5, 0)));
    char text[64] = {0};
    say("recv: %s", result(recv(accepted, text, sizeof text, 0)));
    say("text %s", text);
    struct ucred who;
    length = sizeof who;
    say("SO_PEERCRED of the client: %s", result(getsockopt(client, SOL_SOCKET, SO_PEERCRED, &who, &length)));
    say("is us: %d %d %d", who.pid == getpid(), who.uid == getuid(), who.gid == getgid());
    pid_t child = fork();
    if (child == 0) {
        int own = socket(AF_UNIX, SOCK_STREAM, 0);
        connect_to(own, "stream");
        char byte;
        recv(own, &byte, 1, 0);
        _exit(0);
    }
    int from_child = accept(server, NULL, NULL);
    getsockopt(from_child, SOL_SOCKET, SO_PEERCRED, &who, &length);
    say("the child's credentials: %d %d", who.pid == child, who.uid == getuid());
    close(from_child);
    waitpid(child, NULL, 0);
    close(client);
    say("end: %s", result(recv(accepted, text, 4, 0)));
    say("broken: %s", result(send(accepted, "x", 1, MSG_NOSIGNAL)));
    close(accepted);
    close(server);
    client = socket(AF_UNIX, SOCK_STREAM, 0);
    say("connect to a closed server: %s", result(connect_to(client, "stream")));
    say("unlink: %s", result(unlink("stream")));
    close(client);
}

static void pairs(void) {
    int pair[2], type[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RAW, SOCK_RDM};
    for (int i = 0; i < 5; i++) {
        char text[8];
        say("pair of type %d: %s", type[i], result(socketpair(AF_UNIX, type[i] | SOCK_NONBLOCK, 0, pair)));
        if (type[i] == SOCK_RDM) break;
        send(pair[0], "abc", 3, 0);
        send(pair[0], "defg", 4, 0);
        say("recv: %s", result(recv(pair[1], text, 8, 0)));
        say("recv: %s", result(recv(pair[1], text, 2, MSG_TRUNC)));
        say("recv: %s", result(recv(pair[1], text, 8, 0)));
        names_of("pair", pair[0]);
        close(pair[0]);
        say("closed: %s", result(recv(pair[1], text, 8, 0)));
        say("send: %s", result(send(pair[1], text, 1, MSG_NOSIGNAL)));
        close(pair[1]);
    }
    say("protocol 1: %s", result(socketpair(AF_UNIX, SOCK_STREAM, 1, pair)));
    say("protocol 2: %s", result(socketpair(AF_UNIX, SOCK_STREAM, 2, pair)));
    say("to a wild pointer: %s", result(socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)8)));
}

static void datagrams(void) {
    int one = bound(SOCK_DGRAM, "one"), two = bound(SOCK_DGRAM, "two");
    struct sockaddr_un address = at("one"), from;
    socklen_t length = sizeof from;
    char text[64] = {0};
    say("sendto: %s", result(sendto(two, "to one", 6, 0, (struct sockaddr *)&address, sizeof address)));
    memset(&from, 0, sizeof from);
    say("recvfrom: %s", result(recvfrom(one, text, sizeof text, 0, (struct sockaddr *)&from, &length)));
    show("from", &from, length);
    int unnamed = socket(AF_UNIX, SOCK_DGRAM, 0);
    say("connect: %s", result(connect_to(unnamed, "one")));
    names_of("connected", unnamed);
    say("send: %s", result(send(unnamed, "x", 1, 0)));
    length = sizeof from;
    say("recvfrom: %s", result(recvfrom(one, text, sizeof text, 0, (struct sockaddr *)&from, &length)));
    say("length %d", length);
    say("empty: %s", result(send(unnamed, "", 0, 0)));
    say("recv empty: %s", result(recv(one, text, sizeof text, 0)));
    say("sendto nothing: %s", result(sendto(two, "x", 1, 0, (struct sockaddr *)&(struct sockaddr_un){AF_UNIX, "nothing"}, 20)));
    say("send without address: %s", result(send(two, "x", 1, 0)));
    struct sockaddr none = {AF_UNSPEC};
    say("disconnect: %s", result(connect(unnamed, &none, sizeof none)));
    say("send: %s", result(send(unnamed, "x", 1, 0)));
    say("too large: %s", result(sendto(two, malloc(1 << 20), 1 << 20, 0, (struct sockaddr *)&address, sizeof address)));
    close(unnamed);
    unnamed = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    long sent = 0;
    while (sendto(unnamed, "fill", 4, 0, (struct sockaddr *)&address, sizeof address) == 4) sent++;
    say("full: %s", result(-1));
    pid_t child = fork();
    if (child == 0) {
        usleep(50000);
        for (long i = 0; i < sent + 1; i++) recv(one, text, 4, 0);
        _exit(0);
    }
    fcntl(unnamed, F_SETFL, 0);
    say("waits for room: %s", result(sendto(unnamed, "last", 4, 0, (struct sockaddr *)&address, sizeof address)));
    waitpid(child, NULL, 0);
    close(one);
    say("to a closed one: %s", result(sendto(two, "x", 1, 0, (struct sockaddr *)&address, sizeof address)));
    unlink("one");
    unlink("two");
    close(two);
    close(unnamed);
}

static void abstract(void) {
    int server = socket(AF_UNIX, SOCK_STREAM, 0), client = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = {AF_UNIX, "\0tombolo test"};
    socklen_t length = 2 + 13;
    say("bind: %s", result(bind(server, (struct sockaddr *)&name, length)));
    int other = socket(AF_UNIX, SOCK_STREAM, 0);
    say("bind to the same: %s", result(bind(other, (struct sockaddr *)&name, length)));
    say("listen: %s", result(listen(server, 1)));
    say("connect with another length: %s", result(connect(client, (struct sockaddr *)&name, length + 1)));
    say("connect: %s", result(connect(client, (struct sockaddr *)&name, length)));
    names_of("client", client);
    names_of("server", server);
    say("autobind: %s", result(bind(other, (struct sockaddr *)&name, 2)));
    struct sockaddr_un own = {0};
    length = sizeof own;
    getsockname(other, (struct sockaddr *)&own, &length);
    say("length %d, first byte %d, digits %d", length, own.sun_path[0], (int)strspn(own.sun_path + 1, "0123456789abcdef"));
    close(server);
    close(client);
    client = socket(AF_UNIX, SOCK_STREAM, 0);
    say("after the server: %s", result(connect(client, (struct sockaddr *)&name, 2 + 13)));
    say("too short: %s", result(connect(client, (struct sockaddr *)&name, 2)));
    say("too long: %s", result(connect(client, (struct sockaddr *)&name, 111)));
    close(client);
    close(other);
}

static void backlog(void) {
    int server = bound(SOCK_STREAM, "backlog");
    listen(server, 0);
    int first = socket(AF_UNIX, SOCK_STREAM, 0), second = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    say("first: %s", result(connect_to(first, "backlog")));
    say("second: %s", result(connect_to(second, "backlog")));
    pid_t child = fork();
    if (child == 0) {
        usleep(50000);
        accept(server, NULL, NULL);
        accept(server, NULL, NULL);
        _exit(0);
    }
    fcntl(second, F_SETFL, 0);
    say("second waits: %s", result(connect_to(second, "backlog")));
    waitpid(child, NULL, 0);
    struct timeval time = {0, 50000};
    int third = socket(AF_UNIX, SOCK_STREAM, 0);
    close(first);
    close(second);
    unlink("backlog");
    close(server);
    close(third);
}

static void long_paths(void) {
    char path[120] = "";
    for (int i = 0; i < 107; i++) path[i] = 'a' + i % 26;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), client = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, 107);
    say("107 bytes: %s", result(bind(fd, (struct sockaddr *)&address, sizeof address)));
    listen(fd, 1);
    say("connect: %s", result(connect(client, (struct sockaddr *)&address, sizeof address)));
    names_of("client", client);
    say("unlink: %s", result(unlink(path)));
    close(fd);
    close(client);
    mkdir("directory", 0700);
    fd = bound(SOCK_STREAM, "directory/socket");
    close(fd);
    fd = bound(SOCK_STREAM, "directory/missing/socket");
    close(fd);
    fd = bound(SOCK_STREAM, "plain/socket");
    close(fd);
    fd = bound(SOCK_STREAM, "directory/");
    close(fd);
    fd = bound(SOCK_STREAM, "directory/..");
    close(fd);
    symlink("directory/socket", "link");
    fd = bound(SOCK_STREAM, "link");
    listen(fd, 1);
    say("connect through a link: %s", result(connect_to(fd, "link")));
    close(fd);
    unlink("link");
    unlink("directory/socket");
    rmdir("directory");
    unlink("plain");
}

int main(void) {
    char directory[] = "/tmp/unix-XXXXXX";
    mkdtemp(directory);
    chdir(directory);
    stream();
    pairs();
    datagrams();
    abstract();
    backlog();
    long_paths();
    chdir("/");
    say("directory is empty: %s", result(rmdir(directory)));
    return 0;
}
