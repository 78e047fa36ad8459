/*
 * Runs a command in a new pseudoterminal and types what a script says, as somebody does who reads what comes back.
 *
 * usage: typist SCRIPT COMMAND [ARGUMENT...]
 * A line of the script is "> TEXT" (types it and Return), "= TEXT" (types it), "^C" and the like (types that character), or "< TEXT" (reads on until TEXT
 * comes); others are remarks. At the end everything that came is said, without carriage returns and numbers of processes, and how
 * the command ended.
 */
#include "say.h"
#include <ctype.h>
#include <termios.h>
#include <utmp.h>
#include <pty.h>

static char seen[1 << 16];
static size_t length, looked;
static int terminal;

static int more(void) {
    if (length == sizeof seen - 1) return 0;
    ssize_t got = read(terminal, seen + length, sizeof seen - 1 - length);
    if (got <= 0) return 0;
    length += got;
    seen[length] = 0;
    return 1;
}

/* Says what came; the number of a process is what follows that of a job. */
static void show(void) {
    int job = 0; /* What was read of "[1]+ ". */
    for (size_t i = 0; i < length; i++) {
        char c = seen[i];
        if (job == 2 && isdigit((unsigned char)c)) {
            while (isdigit((unsigned char)seen[i + 1])) i++;
            fputs("PID", stdout);
        } else if (c != '\r') putchar(c);
        job = c == ']' ? 1 : job && c == ' ' ? 2 : job == 1 && strchr("+-", c) ? 1 : 0;
    }
}

static void give_up(const char *why, const char *what) {
    show();
    say("\n*** %s %s", why, what);
    exit(1);
}

static const char *awaited;
static void late(int signal) {
    (void)signal;
    give_up("nothing came for", awaited);
}

static void await(const char *text) {
    awaited = text;
    for (;;) {
        char *found = strstr(seen + looked, text);
        if (found) {
            looked = found - seen + strlen(text);
            return;
        }
        if (!more()) give_up("it ended before", text);
    }
}

static void type(const char *text, size_t count) {
    if (write(terminal, text, count) != (ssize_t)count) give_up("cannot type", text);
}

static void obey(char *line) {
    size_t size = strcspn(line, "\n");
    line[size] = 0;
    char control = line[1] & 0x1f;
    if (line[0] == '>') {
        line[size] = '\r';
        type(line + 2, size - 1);
    } else if (line[0] == '=') type(line + 2, size - 2);
    else if (line[0] == '^') type(&control, 1);
    else if (line[0] == '<') await(line + 2);
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    FILE *script = fopen(argv[1], "re");
    struct winsize size = {24, 200, 0, 0};
    char line[1000];
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    signal(SIGALRM, late);
    while (fgets(line, sizeof line, script)) {
        alarm(30);
        obey(line);
    }
    awaited = "the end";
    alarm(30);
    while (more());
    int status;
    waitpid(child, &status, 0);
    show();
    say("*** %s", status_text(status));
    return 0;
}
