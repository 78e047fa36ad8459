/* The shortest tour: an AArch64 Linux program that says where it believes to be. */
#include <stdio.h>
#include <sys/utsname.h>

int main(void) {
    struct utsname system;
    if (uname(&system) != 0) {
        perror("uname");
        return 1;
    }
    printf("Hello from a Linux program for %s.\n", system.machine);
    return 0;
}
