/* Signals: a handler with the siginfo of kill(2), a blocked signal that waits, a fault handled on an alternate stack,
 * and an alarm that interrupts pause(2). */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t seen;
static volatile sig_atomic_t sender_is_self;
static sigjmp_buf after_fault;
static char alternate_stack[16384];
static volatile sig_atomic_t on_alternate_stack;
static int *volatile unmapped = (int *)16;

static void on_user_signal(int signal, siginfo_t *info, void *context) {
    (void)context;
    seen = signal;
    sender_is_self = info->si_pid == getpid();
}

static void on_fault(int signal, siginfo_t *info, void *context) {
    char here;
    (void)info;
    (void)context;
    seen = signal;
    on_alternate_stack = &here >= alternate_stack && &here < alternate_stack + sizeof alternate_stack;
    siglongjmp(after_fault, 1);
}

static void install(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
    if (sigaction(signal, &action, NULL) != 0) {
        perror("sigaction");
        exit(1);
    }
}

int main(void) {
    install(SIGUSR1, on_user_signal, 0);
    kill(getpid(), SIGUSR1);
    printf("kill: handler ran: %s, sent by myself: %s\n", seen == SIGUSR1 ? "yes" : "no", sender_is_self ? "yes" : "no");

    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    seen = 0;
    sigprocmask(SIG_BLOCK, &set, &old);
    raise(SIGUSR1);
    printf("blocked: handler ran: %s\n", seen ? "yes" : "no");
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("unblocked: handler ran: %s\n", seen ? "yes" : "no");

    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    sigaltstack(&stack, NULL);
    install(SIGSEGV, on_fault, SA_ONSTACK);
    if (sigsetjmp(after_fault, 1) == 0) {
        *unmapped = 1;
    }
    printf("fault: handler ran: %s, on its own stack: %s\n", seen == SIGSEGV ? "yes" : "no",
           on_alternate_stack ? "yes" : "no");

    install(SIGALRM, on_user_signal, 0);
    struct itimerval soon = {.it_value = {.tv_usec = 20000}};
    setitimer(ITIMER_REAL, &soon, NULL);
    int result = pause();
    printf("alarm: pause returned %d, interrupted: %s\n", result, errno == EINTR ? "yes" : "no");
    return 0;
}
