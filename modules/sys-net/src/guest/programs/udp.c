/* Datagrams of the internet, messages several at a time, and readiness. */
#include "sockets.h"

static int bound(int *port) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = loopback(0);
    bind(fd, (struct sockaddr *)&address, sizeof address);
    getsockname(fd, (struct sockaddr *)&address, &(socklen_t){sizeof address});
    *port = ntohs(address.sin_port);
    return fd;
}

static void datagrams(void) {
    int port_one, port_two, one = bound(&port_one), two = bound(&port_two);
    struct sockaddr_in to = loopback(port_one), from = {0};
    socklen_t length = sizeof from;
    char bytes[64] = {0};
    say("sendto: %s", result(sendto(two, "hello", 5, 0, (struct sockaddr *)&to, sizeof to)));
    say("recvfrom: %s", result(recvfrom(one, bytes, 64, 0, (struct sockaddr *)&from, &length)));
    say("'%s' from the other %d", bytes, ntohs(from.sin_port) == port_two);
    sendto(two, "truncated", 9, 0, (struct sockaddr *)&to, sizeof to);
    say("peek: %s", result(recv(one, bytes, 4, MSG_PEEK)));
    say("peek with MSG_TRUNC: %s", result(recv(one, bytes, 4, MSG_PEEK | MSG_TRUNC)));
    say("recv: %s", result(recv(one, bytes, 4, 0)));
    say("the rest is gone: %s", result(recv(one, bytes, 4, MSG_DONTWAIT)));
    say("send without address: %s", result(send(two, "x", 1, 0)));
    say("connect: %s", result(connect(two, (struct sockaddr *)&to, sizeof to)));
    say("send: %s", result(send(two, "x", 1, 0)));
    say("recv: %s", result(recv(one, bytes, 4, 0)));
    say("empty: %s", result(send(two, "", 0, 0)));
    say("recv empty: %s", result(recv(one, bytes, 4, 0)));
    static char large[70000];
    say("largest: %s", result(send(two, large, 65507, 0)));
    say("recv: %s", result(recv(one, large, sizeof large, 0)));
    say("too large: %s", result(send(two, large, 65508, 0)));
    char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page + 4096, 4096);
    say("half readable: %s", result(send(two, page + 4092, 8, 0)));
    say("nothing came: %s", result(recv(one, bytes, 4, MSG_DONTWAIT)));
    close(one);
    say("send to nobody: %s", result(send(two, "x", 1, 0)));
    usleep(20000);
    say("is refused: %s", result(send(two, "x", 1, 0)));
    struct sockaddr none = {AF_UNSPEC};
    say("disconnect: %s", result(connect(two, &none, sizeof none)));
    say("getpeername: %s", result(getpeername(two, (struct sockaddr *)&from, &length)));
    close(two);
}

static void messages(void) {
    int port, fd = bound(&port), on = 1;
    struct sockaddr_in to = loopback(port);
    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    setsockopt(fd, IPPROTO_IP, IP_RECVTTL, &on, sizeof on);
    struct iovec parts[5] = {{"a", 1}, {"bc", 2}, {"", 0}, {"def", 3}, {"g", 1}};
    struct mmsghdr several[3] = {0};
    for (int i = 0; i < 3; i++) {
        several[i].msg_hdr.msg_name = &to;
        several[i].msg_hdr.msg_namelen = sizeof to;
        several[i].msg_hdr.msg_iov = parts + i;
        several[i].msg_hdr.msg_iovlen = i < 2 ? i + 2 : 3;
    }
    say("sendmmsg: %s", result(sendmmsg(fd, several, 3, 0)));
    say("lengths %d %d %d", several[0].msg_len, several[1].msg_len, several[2].msg_len);
    char bytes[3][32] = {0}, control[3][128];
    struct sockaddr_in from[3];
    struct iovec places[3];
    for (int i = 0; i < 3; i++) {
        places[i] = (struct iovec){bytes[i], 31};
        several[i].msg_hdr = (struct msghdr){&from[i], sizeof from[i], &places[i], 1, control[i], i == 2 ? 20 : sizeof control[i]};
    }
    struct timespec time = {1, 0};
    say("recvmmsg: %s", result(recvmmsg(fd, several, 3, MSG_WAITFORONE, &time)));
    for (int i = 0; i < 3; i++) {
        struct msghdr *header = &several[i].msg_hdr;
        say("%d '%s', name %d, control %zu, flags %x", several[i].msg_len, bytes[i], header->msg_namelen, header->msg_controllen,
            header->msg_flags);
        for (struct cmsghdr *c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c))
            say("  level %d, type %d, length %zu", c->cmsg_level, c->cmsg_type, (size_t)c->cmsg_len);
    }
    say("none: %s", result(recvmmsg(fd, several, 3, MSG_DONTWAIT, NULL)));
    struct msghdr message = {.msg_iovlen = 2000, .msg_iov = parts};
    say("too many parts: %s", result(sendmsg(fd, &message, 0)));
    say("wild header: %s", result(sendmsg(fd, (void *)8, 0)));
    message = (struct msghdr){.msg_name = &to, .msg_namelen = -1, .msg_iov = parts, .msg_iovlen = 1};
    say("negative name: %s", result(sendmsg(fd, &message, 0)));
    struct iovec many[1000];
    static char letters[1000];
    memset(letters, 'y', sizeof letters);
    for (int i = 0; i < 1000; i++) many[i] = (struct iovec){letters + i, 1};
    message = (struct msghdr){.msg_name = &to, .msg_namelen = sizeof to, .msg_iov = many, .msg_iovlen = 1000};
    say("1000 parts: %s", result(sendmsg(fd, &message, 0)));
    memset(letters, 0, sizeof letters);
    message.msg_name = NULL;
    say("recv in 1000 parts: %s", result(recvmsg(fd, &message, 0)));
    say("all there: %d", letters[0] == 'y' && letters[999] == 'y');
    close(fd);
}

static void readiness(void) {
    int pair[2], epoll = epoll_create1(0);
    struct epoll_event event = {EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, {.u64 = 7}};
    tcp_pair(pair);
    char bytes[8];
    say("add: %s", result(epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &event)));
    say("wait: %s", result(epoll_wait(epoll, &event, 1, 1000)));
    say("events %x", event.events);
    say("edge: %s", result(epoll_wait(epoll, &event, 1, 0)));
    send(pair[1], "ab", 2, 0);
    say("data: %s", result(epoll_wait(epoll, &event, 1, 1000)));
    say("events %x", event.events);
    recv(pair[0], bytes, 1, 0);
    say("no new edge: %s", result(epoll_wait(epoll, &event, 1, 0)));
    send(pair[1], "c", 1, 0);
    say("new edge: %s", result(epoll_wait(epoll, &event, 1, 1000)));
    event = (struct epoll_event){EPOLLIN, {.u64 = 8}};
    int copy = dup(pair[0]);
    say("a duplicate: %s", result(epoll_ctl(epoll, EPOLL_CTL_ADD, copy, &event)));
    say("the same: %s", result(epoll_ctl(epoll, EPOLL_CTL_ADD, copy, &event)));
    say("wait: %s", result(epoll_wait(epoll, &event, 1, 1000)));
    say("data %d", (int)event.data.u64);
    shutdown(pair[1], SHUT_WR);
    struct epoll_event both[2];
    usleep(20000);
    int count = epoll_wait(epoll, both, 2, 1000);
    for (int i = 0; i < count; i++) if (both[i].data.u64 == 7) say("edge at the end: %x", both[i].events);
    close(pair[0]);
    close(copy);
    say("gone: %s", result(epoll_wait(epoll, both, 2, 0)));
    close(pair[1]);
    int port, server = listener(&port), client = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(port);
    struct pollfd waiting[2] = {{server, POLLIN, 0}, {client, POLLOUT | POLLIN, 0}};
    say("poll: %s", result(poll(waiting, 2, 0)));
    say("events %x %x", waiting[0].revents, waiting[1].revents);
    connect(client, (struct sockaddr *)&address, sizeof address);
    say("poll: %s", result(poll(waiting, 2, 1000)));
    say("events %x %x", waiting[0].revents, waiting[1].revents);
    close(server);
    close(client);
    close(epoll);
}

int main(void) {
    datagrams();
    messages();
    readiness();
    return 0;
}
