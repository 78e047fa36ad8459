/* Something to do for the engine: the sieve of Eratosthenes up to its argument (default ten million). */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    long limit = argc > 1 ? atol(argv[1]) : 10000000;
    if (limit < 2 || limit > 2000000000) {
        fprintf(stderr, "usage: primes [LIMIT]\n");
        return 2;
    }
    unsigned char *composite = calloc((size_t)limit + 1, 1);
    if (!composite) {
        perror("calloc");
        return 1;
    }
    long count = 0;
    for (long i = 2; i <= limit; i++) {
        if (!composite[i]) {
            count++;
            for (long j = i * i; j <= limit; j += i) {
                composite[j] = 1;
            }
        }
    }
    printf("%ld primes up to %ld\n", count, limit);
    return 0;
}
