/* Threads: eight of them count under one mutex, then hand a baton round by condition variable. */
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 8, ROUNDS = 10000, LAPS = 50 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t passed = PTHREAD_COND_INITIALIZER;
static long counter;
static int baton;

static void *work(void *argument) {
    int self = (int)(long)argument;
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    for (int lap = 0; lap < LAPS; lap++) {
        pthread_mutex_lock(&lock);
        while (baton % THREADS != self) {
            pthread_cond_wait(&passed, &lock);
        }
        baton++;
        pthread_cond_broadcast(&passed);
        pthread_mutex_unlock(&lock);
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, work, (void *)i) != 0) {
            puts("cannot create a thread");
            return 1;
        }
    }
    long sum = 0;
    for (int i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        sum += (long)result;
    }
    printf("%d threads counted to %ld, passed the baton %d times, returned %ld\n", THREADS, counter, baton, sum);
    return 0;
}
