/* What the programs about sockets share. */
#include "say.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>

/* A result of which only success or the error matters, such as a descriptor. */
static inline const char *outcome(long value) { return value == -1 ? result(value) : "ok"; }

static inline struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/* A listening TCP socket on a free port of 127.0.0.1. */
static inline int listener(int *port) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(0);
    bind(fd, (struct sockaddr *)&address, sizeof address);
    listen(fd, 5);
    socklen_t length = sizeof address;
    getsockname(fd, (struct sockaddr *)&address, &length);
    *port = ntohs(address.sin_port);
    return fd;
}

/* Two connected TCP sockets. */
static inline void tcp_pair(int pair[2]) {
    int port, server = listener(&port);
    struct sockaddr_in address = loopback(port);
    pair[0] = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(pair[0], (struct sockaddr *)&address, sizeof address)) say("connect: %s", result(-1));
    pair[1] = accept(server, NULL, NULL);
    close(server);
}
