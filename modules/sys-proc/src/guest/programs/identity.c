/* Users, groups, capabilities, prctl(2): the rules of credentials(7), and what execve makes of them. As root. */
#include "say.h"
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/utsname.h>

static void users(void) {
    uid_t r, e, s;
    getresuid(&r, &e, &s);
    say("uid %d %d %d fs %d", r, e, s, setfsuid(-1));
    getresgid(&r, &e, &s);
    say("gid %d %d %d fs %d", r, e, s, setfsgid(-1));
}

/* The low capabilities only: the machine that compares may have been given fewer of the high ones. */
static void capabilities(const char *when) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    syscall(SYS_capget, &header, data);
    say("%s: effective %x permitted %x inheritable %x", when, data[0].effective & 0xfff, data[0].permitted & 0xfff,
        data[0].inheritable & 0xfff);
}

static long set(unsigned effective, unsigned permitted, unsigned inheritable) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{effective, permitted, inheritable}};
    return syscall(SYS_capset, &header, data);
}

static void user_changes(void) {
    in_child("setuid", say("%s", result(setuid(1000))); users(); capabilities("after"); say("back: %s", result(setuid(0)));
             say("dumpable %d", prctl(PR_GET_DUMPABLE)));
    in_child("seteuid", say("%s", result(seteuid(1000))); users(); capabilities("after");
             say("other: %s", result(setuid(1001))); say("back: %s", result(seteuid(0))); capabilities("back"));
    in_child("setreuid", say("%s", result(setreuid(1000, 2000))); users(); say("swap: %s", result(setreuid(2000, 1000)));
             users(); say("foreign: %s", result(setreuid(3000, -1))); say("none: %s", result(setreuid(-1, -1))); users());
    in_child("setresuid", say("%s", result(setresuid(1, 2, 3))); users(); say("%s", result(setresuid(3, 1, 2))); users();
             say("foreign: %s", result(setresuid(-1, 4, -1))));
    in_child("setfsuid", say("%d", setfsuid(1000)); capabilities("after"); users(); say("%d", setfsuid(0)); capabilities("back"));
    in_child("keepcaps", say("%s", result(prctl(PR_SET_KEEPCAPS, 1))); setuid(1000); capabilities("kept");
             say("raise: %s", result(set(0x21, 0x21, 0))); capabilities("raised"));
    in_child("groups", gid_t list[] = {30, 10, 20}; say("%s", result(setgroups(3, list))); gid_t got[8];
             say("%d: ", getgroups(8, got)); say("%d %d %d", got[0], got[1], got[2]);
             say("short: %s", result(getgroups(2, got))); setresgid(5, 6, 7); users(); setuid(1);
             say("setgroups: %s", result(setgroups(0, NULL))); say("setgid: %s", result(setgid(7))); users();
             say("setgid foreign: %s", result(setgid(9))); say("setregid: %s", result(setregid(7, 5))); users());
    say("setuid -1: %s", result(setuid(-1)));
    say("setgid -1: %s", result(setgid(-1)));
}

static void capability_calls(void) {
    struct __user_cap_header_struct header = {0x1234, 0};
    struct __user_cap_data_struct data[2];
    say("probe: %s", result(syscall(SYS_capget, &header, NULL)));
    say("version %x", header.version);
    header.version = 1;
    say("unknown: %s", result(syscall(SYS_capget, &header, data)));
    header.version = _LINUX_CAPABILITY_VERSION_3;
    header.pid = -1;
    say("negative: %s", result(syscall(SYS_capget, &header, data)));
    header.pid = 0x3ffff0;
    say("nobody: %s", result(syscall(SYS_capget, &header, data)));
    say("set of another: %s", result(syscall(SYS_capset, &header, data)));
    say("drop to four: %s", result(set(0xf, 0xf, 0x3)));
    capabilities("four");
    say("raise: %s", result(set(0x1f, 0x1f, 0)));
    say("effective beyond permitted: %s", result(set(0xf, 0x7, 0)));
    say("inherit beyond: %s", result(set(0xf, 0xf, 0x100)));
    say("drop bounding: %s", result(prctl(PR_CAPBSET_DROP, 3)));
}

static void bounds(void) {
    say("read: %s", result(prctl(PR_CAPBSET_READ, CAP_KILL)));
    say("read nothing: %s", result(prctl(PR_CAPBSET_READ, 99)));
    say("drop: %s", result(prctl(PR_CAPBSET_DROP, CAP_KILL)));
    say("read: %s", result(prctl(PR_CAPBSET_READ, CAP_KILL)));
    say("ambient before inheritable: %s", result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_CHOWN, 0, 0)));
    set(0xffff, 0xffff, 1 << CAP_CHOWN);
    say("ambient: %s", result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_CHOWN, 0, 0)));
    say("is set: %s", result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_CHOWN, 0, 0)));
    set(0xffff, 0xffff, 0);
    say("is set: %s", result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_CHOWN, 0, 0)));
    say("clear: %s", result(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)));
    say("bad: %s", result(prctl(PR_CAP_AMBIENT, 9, 0, 0, 0)));
    say("securebits: %s", result(prctl(PR_GET_SECUREBITS)));
    say("no fixup: %s", result(prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP | SECBIT_NO_SETUID_FIXUP_LOCKED)));
    say("unlock: %s", result(prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)));
    say("securebits: %s", result(prctl(PR_GET_SECUREBITS)));
    setresuid(1, 1, 1);
    capabilities("without fixup");
}

static void executed(char *self) {
    in_child("exec as root", execl(self, self, "show", NULL));
    in_child("exec as user", setresuid(1, 1, 1); execl(self, self, "show", NULL));
    in_child("exec as effective root", setresuid(1, 0, 0); execl(self, self, "show", NULL));
    in_child("exec with no root", prctl(PR_SET_SECUREBITS, SECBIT_NOROOT); execl(self, self, "show", NULL));
    in_child("exec with ambient", prctl(PR_SET_KEEPCAPS, 1); setresuid(1, 1, 1); set(1, 1, 1);
             prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_CHOWN, 0, 0); execl(self, self, "show", NULL));
}

static void show(void) {
    users();
    capabilities("show");
    say("keepcaps %d dumpable %d no new privileges %d", prctl(PR_GET_KEEPCAPS), prctl(PR_GET_DUMPABLE),
        prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
}

static void options(void) {
    int number = -1;
    say("pdeathsig: %s", result(prctl(PR_GET_PDEATHSIG, &number)));
    say("is %d", number);
    say("set: %s", result(prctl(PR_SET_PDEATHSIG, SIGUSR1)));
    say("set too high: %s", result(prctl(PR_SET_PDEATHSIG, 65)));
    prctl(PR_GET_PDEATHSIG, &number);
    say("is %d", number);
    in_child("child of it", prctl(PR_GET_PDEATHSIG, &number); say("is %d", number));
    say("dumpable: %s", result(prctl(PR_GET_DUMPABLE)));
    say("2: %s", result(prctl(PR_SET_DUMPABLE, 2)));
    say("0: %s", result(prctl(PR_SET_DUMPABLE, 0)));
    say("dumpable: %s", result(prctl(PR_GET_DUMPABLE)));
    in_child("child of it", say("dumpable: %s", result(prctl(PR_GET_DUMPABLE))));
    prctl(PR_SET_DUMPABLE, 1);
    say("no new privileges 2: %s", result(prctl(PR_SET_NO_NEW_PRIVS, 2, 0, 0, 0)));
    say("with more: %s", result(prctl(PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0)));
    in_child("child", say("1: %s", result(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)));
             say("0: %s", result(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0)));
             say("get: %s", result(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)));
             say("get with more: %s", result(prctl(PR_GET_NO_NEW_PRIVS, 1, 0, 0, 0))));
    say("slack: %s", result(prctl(PR_GET_TIMERSLACK)));
    prctl(PR_SET_TIMERSLACK, 1234);
    say("slack: %s", result(prctl(PR_GET_TIMERSLACK)));
    in_child("child of it", say("slack: %s", result(prctl(PR_GET_TIMERSLACK))));
    say("timing: %s", result(prctl(PR_GET_TIMING)));
    say("timing 1: %s", result(prctl(PR_SET_TIMING, 1)));
    char name[17] = "";
    prctl(PR_SET_NAME, "a name that is far too long");
    prctl(PR_GET_NAME, name);
    say("name %s", name);
    say("bad address: %s", result(prctl(PR_SET_NAME, 1)));
    say("unknown: %s", result(prctl(0x7777)));
    say("seccomp: %s", result(prctl(PR_GET_SECCOMP)));
}

static volatile sig_atomic_t told;
static void tell(int signal) { told = signal; }

static void parent_dies(void) {
    int back[2];
    pipe(back);
    if (fork() == 0) {
        pid_t parent = getpid();
        if (fork() == 0) {
            signal(SIGUSR2, tell);
            prctl(PR_SET_PDEATHSIG, SIGUSR2);
            char ready = 'r';
            write(back[1], &ready, 1);
            while (!told) usleep(1000);
            char answer = told == SIGUSR2 ? 'y' : 'n';
            write(back[1], &answer, 1);
            _exit(0);
        }
        char c;
        read(back[0], &c, 1);
        _exit(0);
    }
    wait(NULL);
    char c = 0;
    read(back[0], &c, 1);
    say("told of the parent's death: %c", c);
}

static void names(void) {
    struct utsname name;
    if (fork() == 0) {
        unshare(CLONE_NEWUTS); /* Spares the machine's own name; refused where there is no other. */
        say("host: %s", result(sethostname("elsewhere", 9)));
        say("domain: %s", result(setdomainname("example.org", 11)));
        uname(&name);
        say("%s %s", name.nodename, name.domainname);
        say("too long: %s", result(sethostname(name.nodename, 65)));
        say("negative: %s", result(setdomainname(name.nodename, -1)));
        setuid(1);
        say("as a user: %s", result(sethostname("me", 2)));
        _exit(0);
    }
    wait(NULL);
}

int main(int argc, char **argv) {
    if (argc > 1) { show(); return 0; }
    user_changes();
    in_child("capability calls", capability_calls());
    in_child("bounds", bounds());
    executed("/proc/self/exe");
    options();
    parent_dies();
    names();
    return 0;
}
