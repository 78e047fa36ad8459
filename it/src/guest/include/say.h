/* What the guest programs share. Their output is compared with that of the same source on the host's kernel. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define say(...) (printf(__VA_ARGS__), putchar('\n'), fflush(stdout))

/* A result and, if it is -1, the name of the error. */
static inline const char *result(long value) {
    static char text[64];
    if (value == -1) snprintf(text, sizeof text, "-1 %s", strerrorname_np(errno));
    else snprintf(text, sizeof text, "%ld", value);
    return text;
}

static inline const char *status_text(int status) {
    static char text[64];
    if (WIFEXITED(status)) snprintf(text, sizeof text, "exited %d", WEXITSTATUS(status));
    else if (WIFSIGNALED(status)) snprintf(text, sizeof text, "killed by %s", sigabbrev_np(WTERMSIG(status)));
    else if (WIFSTOPPED(status)) snprintf(text, sizeof text, "stopped by %s", sigabbrev_np(WSTOPSIG(status)));
    else if (WIFCONTINUED(status)) snprintf(text, sizeof text, "continued");
    else snprintf(text, sizeof text, "%x", status);
    return text;
}

/* Runs a piece of code in a child and says how that ended. */
#define in_child(name, ...)                                   \
    do {                                                      \
        fflush(stdout);                                       \
        pid_t child_ = fork();                                \
        if (child_ == 0) { __VA_ARGS__; fflush(stdout); _exit(0); } \
        int status_ = -1;                                     \
        waitpid(child_, &status_, 0);                         \
        say("%s: %s", name, status_text(status_));            \
    } while (0)
