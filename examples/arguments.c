/* Prints what execve(2) handed over: arguments, environment and a few entries of the auxiliary vector. */
#include <stdio.h>
#include <sys/auxv.h>

extern char **environ;

int main(int argc, char **argv) {
    for (int i = 0; i < argc; i++) {
        printf("argv[%d] = %s\n", i, argv[i]);
    }
    for (char **entry = environ; *entry; entry++) {
        printf("environment: %s\n", *entry);
    }
    printf("page size: %lu\n", getauxval(AT_PAGESZ));
    printf("executed as: %s\n", (const char *)getauxval(AT_EXECFN));
    printf("random bytes: %s\n", getauxval(AT_RANDOM) ? "yes" : "no");
    return 0;
}
