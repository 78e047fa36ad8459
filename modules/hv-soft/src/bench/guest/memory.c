// Memory and system-call kernels of the engine's benchmark. usage: memory KERNEL ROUNDS; prints a checksum.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint64_t chase(int rounds) {
  enum { N = 1 << 22 };
  uint64_t *v = malloc(N * sizeof *v), at = 0, seed = 1;
  for (uint64_t i = 0; i < N; i++) v[i] = i;
  for (uint64_t i = N - 1; i > 0; i--) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    uint64_t j = (seed >> 33) % i, t = v[i];
    v[i] = v[j], v[j] = t;
  }
  for (int i = 0; i < rounds * 1000000; i++) at = v[at];
  return at;
}

static unsigned char from[1 << 16], to[1 << 16];

static uint64_t copy(int rounds) {
  uint64_t sum = 0;
  for (int r = 0; r < rounds * 10000; r++) memcpy(to + (r & 31), from, 16000), from[r & 1023] += to[r & 127], sum += to[r & 8191];
  return sum;
}

static uint64_t length(int rounds) {
  uint64_t sum = 0;
  memset(from, 'x', sizeof from);
  for (int r = 0; r < rounds * 10000; r++) from[r & 16383] = 'y', from[16000 - (r & 63)] = 0, sum += strlen((char *)from), from[16000 - (r & 63)] = 'x';
  return sum;
}

static uint64_t find(int rounds) {
  uint64_t sum = 0;
  memset(from, 'x', sizeof from);
  for (int r = 0; r < rounds * 10000; r++) from[15000 + (r & 1023)] = '!', sum += (unsigned char *)memchr(from, '!', sizeof from) - from, from[15000 + (r & 1023)] = 'x';
  return sum;
}

static uint64_t triad(int rounds) {
  enum { N = 200000 };
  static double a[N], b[N], c[N];
  for (int i = 0; i < N; i++) b[i] = i, c[i] = 2 * i + 0.1;
  for (int r = 0; r < rounds * 10; r++) {
    for (int i = 0; i < N; i++) a[i] = b[i] + 3.0 * c[i];
    b[r] = a[r + 1];
  }
  return (uint64_t)a[N / 2];
}

static uint64_t getppids(int rounds) {
  uint64_t sum = 0;
  for (int r = 0; r < rounds * 100000; r++) sum += syscall(SYS_getppid) >= 0;
  return sum;
}

static uint64_t reads(int rounds) {
  int zero = open("/dev/zero", O_RDONLY);
  char byte;
  uint64_t sum = 0;
  for (int r = 0; r < rounds * 100000; r++) sum += read(zero, &byte, 1);
  return sum;
}

static uint64_t stats(int rounds) {
  struct stat s;
  uint64_t sum = 0;
  for (int r = 0; r < rounds * 10000; r++) sum += stat("/proc/self/../../etc/passwd", &s) == 0;
  return sum;
}

static void *spin(void *rounds) {
  uint64_t x = 88172645463325252u;
  for (long r = (long)rounds * 10000000; r > 0; r--) x ^= x << 13, x ^= x >> 7, x ^= x << 17;
  return (void *)(x >> 1);
}

static uint64_t threads(int rounds) {
  pthread_t t[2];
  void *result;
  uint64_t sum = 0;
  for (int i = 0; i < 2; i++) pthread_create(&t[i], NULL, spin, (void *)(long)rounds);
  for (int i = 0; i < 2; i++) pthread_join(t[i], &result), sum += (uint64_t)result;
  return sum;
}

static uint64_t thread(int rounds) { return (uint64_t)spin((void *)(long)rounds) + (uint64_t)spin((void *)(long)rounds); }

int main(int argc, char **argv) {
  static const struct { const char *name; uint64_t (*run)(int); } kernels[] = {
      {"chase", chase}, {"memcpy", copy}, {"strlen", length}, {"memchr", find}, {"triad", triad}, {"getppid", getppids}, {"read", reads},
      {"stat", stats}, {"threads", threads}, {"thread", thread}};
  for (size_t i = 0; argc > 2 && i < sizeof kernels / sizeof *kernels; i++)
    if (!strcmp(argv[1], kernels[i].name)) return printf("%llu\n", (unsigned long long)kernels[i].run(atoi(argv[2]))) < 0;
  return 2;
}
