/* Says what a socket reaches: reach (unix|abstract|bind) NAME, reach tcp ADDRESS PORT, reach (serve|serve-abstract) NAME. */
#include "say.h"
#include <arpa/inet.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

static socklen_t named(struct sockaddr_un *address, const char *name, int abstract) {
    address->sun_family = AF_UNIX;
    strcpy(address->sun_path + abstract, name);
    return offsetof(struct sockaddr_un, sun_path) + abstract + strlen(name) + !abstract;
}

static int greet(int fd, long connected) {
    char text[64] = {0};
    if (connected) return say("no: %s", result(-1)), 0;
    send(fd, "hello", 5, MSG_NOSIGNAL);
    recv(fd, text, sizeof text - 1, 0);
    say("yes: %s", text);
    return 0;
}

static int serve(int fd) {
    char text[64] = {0};
    int connection = accept(fd, NULL, NULL);
    long length = recv(connection, text, sizeof text - 1, 0);
    say("heard: %s", text);
    for (long i = 0; i < length; i++) text[i] -= text[i] >= 'a' ? 32 : 0;
    send(connection, text, length, 0);
    return 0;
}

int main(int count, char **words) {
    struct sockaddr_un address = {0};
    const char *what = words[1];
    if (strcmp(what, "tcp") == 0) {
        struct sockaddr_in to = {AF_INET, htons(atoi(words[3])), {inet_addr(words[2])}};
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        return greet(fd, connect(fd, (struct sockaddr *)&to, sizeof to));
    }
    if (strcmp(what, "serve") == 0) {
        struct sockaddr_in own = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}};
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        bind(fd, (struct sockaddr *)&own, sizeof own);
        listen(fd, 1);
        getsockname(fd, (struct sockaddr *)&own, &(socklen_t){sizeof own});
        say("port %d", ntohs(own.sin_port));
        return serve(fd);
    }
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), abstract = strstr(what, "abstract") != NULL;
    socklen_t length = named(&address, words[2], abstract);
    if (strcmp(what, "bind") == 0) return say("%s", result(bind(fd, (struct sockaddr *)&address, length))), 0;
    if (strncmp(what, "serve-", 6) == 0) {
        bind(fd, (struct sockaddr *)&address, length);
        listen(fd, 1);
        say("ready");
        return serve(fd);
    }
    return greet(fd, connect(fd, (struct sockaddr *)&address, length));
}
