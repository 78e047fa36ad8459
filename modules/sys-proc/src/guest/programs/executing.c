/* execve(2): errors, scripts, what a new program inherits. */
#include "say.h"
#include <pthread.h>

static char self[4096], directory[] = "/tmp/executing-XXXXXX";

static void file(const char *name, int mode, const void *content, size_t size) {
    int out = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0700);
    write(out, content, size);
    fchmod(out, mode);
    close(out);
}

static void text(const char *name, const char *content) { file(name, 0755, content, strlen(content)); }

static void try(const char *path, char *const argv[], char *const envp[]) {
    say("%s: %s", path, result(execve(path, argv, envp)));
}

static void errors(void) {
    char *argv[] = {"x", NULL}, *envp[] = {NULL};
    mkdir("directory", 0755);
    text("plain", "no program\n");
    file("empty", 0755, "", 0);
    file("forbidden", 0644, "#!/bin/sh\n", 10);
    text("nowhere", "#!/no/such/interpreter\n");
    text("nameless", "#!   \n");
    text("loop", "#!./loop\n");
    text("long", "#!/");
    char line[400];
    memset(line, 'a', sizeof line);
    line[0] = '#', line[1] = '!', line[2] = '/';
    file("cut", 0755, line, sizeof line);
    unsigned char header[128] = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    file("header", 0755, header, 4);
    file("machine", 0755, header, sizeof header);
    const char *names[] = {"missing", "directory", "plain", "empty", "forbidden", "nowhere", "nameless", "loop", "cut",
                           "header", "machine", "plain/below", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) try(names[i], argv, envp);
    say("bad path: %s", result(execve((char *)8, argv, envp)));
    say("bad argv: %s", result(execve(self, (char **)8, envp)));
    char *huge = malloc(200000);
    memset(huge, 'x', 199999);
    huge[199999] = 0;
    char *big[] = {"x", huge, NULL};
    try("plain", big, envp);
    char **many = calloc(3000002, sizeof *many);
    for (int i = 0; i < 3000000; i++) many[i] = "y";
    say("many: %s", result(execve(self, many, envp)));
}

static void scripts(void) {
    char line[5000];
    snprintf(line, sizeof line, "#! %s arguments one  two \nrest\n", self);
    text("script", line);
    in_child("script", execl("./script", "zero", "first", "", NULL));
    text("second", "#!./script\n");
    in_child("script of script", execl("./second", "zero", "first", NULL));
    int open_script = open("script", O_RDONLY);
    in_child("fexecve", dup2(open_script, 20);
             syscall(SYS_execveat, 20, "", (char *[]){"zero", NULL}, (char *[]){NULL}, AT_EMPTY_PATH));
    in_child("fexecve closing", fcntl(open_script, F_SETFD, FD_CLOEXEC);
             say("%s", result(syscall(SYS_execveat, open_script, "", (char *[]){"zero", NULL}, (char *[]){NULL}, AT_EMPTY_PATH))));
    in_child("no argv", syscall(SYS_execve, self, NULL, NULL));
}

static void handler(int signal) { (void)signal; }
static void *run(void *argument) {
    (void)argument;
    execl(self, "executing", "state", NULL);
    return NULL;
}
static void *sleepy(void *argument) { pause(); return argument; }

static void inherited(void) {
    signal(SIGUSR1, SIG_IGN);
    signal(SIGUSR2, handler);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGHUP);
    dup2(0, 30);
    dup3(0, 31, O_CLOEXEC);
    in_child("state", execl(self, "executing", "state", NULL));
    in_child("from a thread", pthread_t a, b; pthread_create(&a, NULL, sleepy, NULL);
             pthread_create(&b, NULL, run, NULL); pthread_join(b, NULL));
}

static void state(void) {
    struct sigaction one, two;
    sigaction(SIGUSR1, NULL, &one);
    sigaction(SIGUSR2, NULL, &two);
    sigset_t set, pending;
    sigprocmask(SIG_SETMASK, NULL, &set);
    sigpending(&pending);
    say("ignored %d, default %d, blocked %d, pending %d, open %d, closed %d, leader %d", one.sa_handler == SIG_IGN,
        two.sa_handler == SIG_DFL, sigismember(&set, SIGHUP), sigismember(&pending, SIGHUP), fcntl(30, F_GETFD) >= 0,
        fcntl(31, F_GETFD) < 0, getpid() == syscall(SYS_gettid));
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "state") == 0) { state(); return 0; }
    if (argc == 0 || (argc == 1 && argv[0][0] == 0)) { say("argc %d", argc); return 0; }
    if (argc > 1 && (strncmp(argv[1], "arguments", 9) == 0 || strncmp(argv[0], "./", 2) == 0)) {
        for (int i = 1; i < argc; i++) say("[%s]", argv[i]);
        return 0;
    }
    readlink("/proc/self/exe", self, sizeof self - 1);
    mkdtemp(directory);
    chdir(directory);
    errors();
    scripts();
    inherited();
    return 0;
}
