/* Interval timers, timers of timer_create(2) with their overruns, processor clocks and the limit on them. */
#include "say.h"
#include <pthread.h>
#include <sys/time.h>
#include <sys/timex.h>

static volatile sig_atomic_t caught;
static void catch(int signal) { caught = signal; }

static void burn(long milliseconds) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    long end = now.tv_sec * 1000 + now.tv_nsec / 1000000 + milliseconds;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < end);
}

static void interval(int which, const char *name) {
    caught = 0;
    struct itimerval value = {.it_value = {0, 100000}}, now;
    say("%s: %s", name, result(setitimer(which, &value, NULL)));
    say("%s: %s", name, result(getitimer(which, &now)));
    say("armed %d", now.it_value.tv_sec == 0 && now.it_value.tv_usec > 0);
    while (!caught) burn(5);
    say("caught %s", sigabbrev_np(caught));
    getitimer(which, &now);
    say("disarmed %d", now.it_value.tv_usec == 0);
}

static void intervals(void) {
    signal(SIGVTALRM, catch);
    signal(SIGPROF, catch);
    signal(SIGALRM, catch);
    interval(ITIMER_VIRTUAL, "virtual");
    interval(ITIMER_PROF, "profiling");
    interval(ITIMER_REAL, "real");
    struct itimerval bad = {.it_value = {0, 1000000}};
    say("too many microseconds: %s", result(setitimer(ITIMER_VIRTUAL, &bad, NULL)));
    say("which: %s", result(getitimer(3, &bad)));
    in_child("not inherited", struct itimerval now; getitimer(ITIMER_PROF, &now); say("%d", now.it_value.tv_usec != 0));
    in_child("killed by it", struct itimerval value = {.it_value = {0, 10000}}; signal(SIGVTALRM, SIG_DFL);
             setitimer(ITIMER_VIRTUAL, &value, NULL); for (;;) burn(5));
}

static int expiries, overruns, last_value;
static void expired(int signal, siginfo_t *info, void *context) {
    expiries++;
    overruns = info->si_overrun;
    last_value = info->si_value.sival_int;
    if (info->si_code != SI_TIMER) say("code %d", info->si_code);
}

static void posix(clockid_t clock, const char *name) {
    struct sigaction action = {.sa_sigaction = expired, .sa_flags = SA_SIGINFO};
    sigaction(SIGRTMIN, &action, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 42};
    timer_t timer;
    say("%s: %s", name, result(timer_create(clock, &event, &timer)));
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct itimerspec value = {{0, 5000000}, {0, 5000000}}, now;
    say("set: %s", result(timer_settime(timer, 0, &value, NULL)));
    expiries = 0;
    burn(60);
    say("gettime: %s", result(timer_gettime(timer, &now)));
    say("interval %ld, left %d", now.it_interval.tv_nsec, now.it_value.tv_nsec > 0 && now.it_value.tv_nsec <= 5000000);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    say("once for all: %d, overruns %d, value %d", expiries == 1 || expiries == 2, overruns >= 0, last_value);
    say("getoverrun %d", timer_getoverrun(timer) >= 0);
    say("delete: %s", result(timer_delete(timer)));
    say("again: %s", result(timer_delete(timer)));
}

static void blocked_overruns(void) {
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 1};
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct itimerspec value = {{0, 1000000}, {0, 1000000}}, none = {0};
    timer_settime(timer, 0, &value, NULL);
    usleep(50000);
    siginfo_t info;
    say("taken: %d", sigwaitinfo(&set, &info) == SIGRTMIN + 1);
    say("many overruns: %d, told alike: %d", info.si_overrun >= 40, timer_getoverrun(timer) == info.si_overrun);
    timer_settime(timer, 0, &none, NULL);
    while (sigtimedwait(&set, &info, &(struct timespec){0, 20000000}) > 0);
    timer_delete(timer);
}

static void *sleeper(void *argument) { pause(); return argument; }
static void *spinner(void *argument) { for (;;) ; return argument; }

static void clocks(void) {
    struct timespec now;
    pthread_t thread;
    clockid_t of_thread, of_process;
    pthread_create(&thread, NULL, sleeper, NULL);
    say("thread clock: %s", result(pthread_getcpuclockid(thread, &of_thread)));
    say("read: %s", result(clock_gettime(of_thread, &now)));
    say("small %d", now.tv_sec == 0);
    say("process clock: %s", result(clock_getcpuclockid(getpid(), &of_process)));
    say("read: %s", result(clock_gettime(of_process, &now)));
    say("resolution: %s", result(clock_getres(of_process, &now)));
    say("%ld ns", now.tv_nsec);
    say("clock of nobody: %s", result(clock_gettime((clockid_t)(~0x3ffff0u << 3 | 2), &now)));
    say("thread of another: %s", result(clock_gettime((clockid_t)(~1u << 3 | 6), &now)));
    say("sleep on own thread: %d", clock_nanosleep(CLOCK_THREAD_CPUTIME_ID, 0, &now, NULL));
    struct sigevent none = {.sigev_notify = SIGEV_NONE};
    timer_t timer;
    say("timer on a thread's clock: %s", result(timer_create(of_thread, &none, &timer)));
    say("timer on a raw clock: %s", result(timer_create(CLOCK_MONOTONIC_RAW, &none, &timer)));
    say("timer on no clock: %s", result(timer_create(77, &none, &timer)));
    pthread_create(&thread, NULL, spinner, NULL);
    say("sleep while another works: %d", clock_nanosleep(CLOCK_PROCESS_CPUTIME_ID, 0, &(struct timespec){0, 20000000}, NULL));
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    say("another's time is counted %d", usage.ru_utime.tv_usec + usage.ru_stime.tv_usec >= 19000 || usage.ru_utime.tv_sec);
    say("resident %d", usage.ru_maxrss > 0);
}

static void executed(void) {
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    struct itimerspec value = {{0}, {0, 200000000}};
    timer_settime(timer, 0, &value, NULL);
    struct itimerval real = {.it_value = {5, 0}};
    setitimer(ITIMER_REAL, &real, NULL);
    execl("/proc/self/exe", "timing", "executed", NULL);
}

static void limit(int soft, int hard) {
    struct rlimit limit = {soft, hard};
    setrlimit(RLIMIT_CPU, &limit);
    for (;;) burn(10);
}

/* Looking only: a change would reach the clock of the machine that the test runs on. */
static void adjustment(void) {
    struct timex timex = {0};
    say("looking: %d", adjtimex(&timex) >= 0);
    say("a frequency within bounds: %d, tick %ld", labs(timex.freq) <= timex.tolerance, timex.tick);
    timex = (struct timex){.modes = ADJ_OFFSET_SS_READ};
    say("remaining offset: %d", adjtimex(&timex) >= 0);
    say("nowhere: %s", result(syscall(SYS_adjtimex, (void *)8)));
    timex = (struct timex){.modes = 0x8000};
    say("the part of adjtime that is not there: %s", result(adjtimex(&timex)));
    timex = (struct timex){0};
    say("real time: %d", clock_adjtime(CLOCK_REALTIME, &timex) >= 0);
    say("monotonic time: %s", result(clock_adjtime(CLOCK_MONOTONIC, &timex)));
    say("no clock: %s", result(clock_adjtime(77, &timex)));
    say("no clock, nowhere: %s", result(syscall(SYS_clock_adjtime, 77, (void *)8)));
    if (setuid(65534) != 0) return;
    timex = (struct timex){.modes = ADJ_STATUS, .status = STA_UNSYNC};
    say("without the capability: %s", result(adjtimex(&timex)));
    timex = (struct timex){.modes = ADJ_TICK, .tick = 1};
    say("and a bad tick: %s", result(adjtimex(&timex)));
}

int main(int argc, char **argv) {
    if (argc > 1) {
        struct itimerval real;
        usleep(300000);
        getitimer(ITIMER_REAL, &real);
        say("still there; the interval timer too: %d", real.it_value.tv_sec > 0);
        return 0;
    }
    intervals();
    posix(CLOCK_PROCESS_CPUTIME_ID, "processor time");
    posix(CLOCK_THREAD_CPUTIME_ID, "thread's time");
    posix(CLOCK_MONOTONIC, "monotonic");
    blocked_overruns();
    in_child("clocks", clocks());
    in_child("execve deletes timers", executed());
    in_child("processor limit", limit(1, 2));
    in_child("adjustment", adjustment());
    in_child("hard processor limit", signal(SIGXCPU, SIG_IGN); limit(1, 2));
    return 0;
}
